/** Spans of calls by the tracing channels: the requests of a call belong to the span of this call. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes, randomUUID } from "node:crypto";
import { tracingChannel } from "node:diagnostics_channel";
import { after, afterEach, before, describe, test } from "node:test";
import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { OdeusClient } from "odeus-integrations";
import { KEY, UPDATED } from "../support/calls.js";
import { withoutJitter } from "../support/no-jitter.js";
import { named, withServers } from "./odeus.js";

const CALLS = 64;

const update = tracingChannel("odeus-integrations:update");
const attempt = tracingChannel("odeus-integrations:attempt");

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({
  spanProcessors: [new SimpleSpanProcessor(exporter)],
  // The SDK makes its ids from Math.random, which is always 0 while a call runs without jitter.
  idGenerator: {
    generateTraceId: () => randomBytes(16).toString("hex"),
    generateSpanId: () => randomBytes(8).toString("hex"),
  },
});
const tracer = provider.getTracer("a service");

/** OpenTelemetry's context in a storage that can be bound to a channel. */
const storage = new AsyncLocalStorage();
const contextManager = {
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, run, self, ...values) => storage.run(active, () => run.apply(self, values)),
  bind: (active, run) =>
    typeof run === "function" ? (...values) => storage.run(active, run, ...values) : run,
  enable: () => contextManager,
  disable: () => contextManager,
};

const attempts = new AsyncLocalStorage();
const spans = new WeakMap();

function startSpan(call) {
  const { integrationId } = call;
  const attributes = { "odeus.integration.id": integrationId, "odeus.call.id": call.callId };
  const span = tracer.startSpan("update integration", { kind: SpanKind.INTERNAL, attributes });
  spans.set(call, span);
  return trace.setSpan(context.active(), span);
}

const subscribers = {
  error: (call) => spans.get(call).recordException(call.error),
  asyncEnd: (call) => spans.get(call).end(),
};

/** The attributes of the span of a request, from the attempt that makes the request. */
function startSpanHook() {
  const store = attempts.getStore();
  if (store === undefined) return {};
  return {
    "url.template": store.urlTemplate,
    ...(store.attempt > 1 && { "http.request.resend_count": store.attempt - 1 }),
  };
}

describe(`tracing channels with ${named("@opentelemetry/sdk-trace-node")}`, () => {
  let stop;

  before(() => {
    provider.register({ contextManager });
    const instrumentation = new UndiciInstrumentation({ startSpanHook });
    stop = registerInstrumentations({ instrumentations: [instrumentation] });
    update.start.bindStore(storage, startSpan);
    update.subscribe(subscribers);
    attempt.start.bindStore(attempts);
  });
  afterEach(() => exporter.reset());
  after(async () => {
    update.start.unbindStore(storage);
    update.unsubscribe(subscribers);
    attempt.start.unbindStore(attempts);
    stop();
    await provider.shutdown();
  });

  test(`${CALLS} calls that are retried have their spans under their own parents`, () =>
    withServers(async ({ scripted }) => {
      const busy = { status: 503 };
      const jobs = await Promise.all(
        Array.from({ length: CALLS }, async () => {
          const { baseUrl } = await scripted.scenario(busy, busy, UPDATED);
          return { baseUrl, id: randomUUID() };
        }),
      );
      exporter.reset();
      const update = async ({ baseUrl, id }) => {
        const job = tracer.startSpan("job");
        await context.with(trace.setSpan(context.active(), job), () =>
          new OdeusClient({ apiKey: KEY, baseUrl }).updateIntegration(id, { name: "Weather" }),
        );
        job.end();
        return { id, job: job.spanContext() };
      };
      const made = await withoutJitter(() => Promise.all(jobs.map(update)));
      const finished = exporter.getFinishedSpans();
      const childrenOf = ({ traceId, spanId }) =>
        finished.filter(
          (span) =>
            span.spanContext().traceId === traceId && span.parentSpanContext?.spanId === spanId,
        );
      for (const { id, job } of made) {
        const [call, ...others] = childrenOf(job);
        assert.equal(others.length, 0);
        assert.equal(call.kind, SpanKind.INTERNAL);
        assert.equal(call.attributes["odeus.integration.id"], id);
        const requests = childrenOf(call.spanContext());
        assert.deepEqual(
          requests.map(({ kind, attributes }) => [
            kind,
            attributes["http.response.status_code"],
            attributes["url.template"],
            attributes["http.request.resend_count"],
          ]),
          [
            [SpanKind.CLIENT, 503, "/integrations/v1/{integrationId}", undefined],
            [SpanKind.CLIENT, 503, "/integrations/v1/{integrationId}", 1],
            [SpanKind.CLIENT, 200, "/integrations/v1/{integrationId}", 2],
          ],
        );
        assert.ok(requests.every(({ attributes }) => attributes["url.full"].includes(id)));
      }
    }));

  test("no span has the key, although the server sends it back", () =>
    withServers(async ({ scripted }) => {
      const body = '{"message":"Unknown key {{key}}"}';
      const { baseUrl } = await scripted.scenario({ status: 404, body, echo: true });
      exporter.reset();
      const odeus = new OdeusClient({ apiKey: KEY, baseUrl });
      await assert.rejects(odeus.updateIntegration(randomUUID(), {}), { code: "not_found" });
      const finished = exporter.getFinishedSpans();
      const [call] = finished.filter(({ kind }) => kind === SpanKind.INTERNAL);
      assert.equal(call.events[0].attributes["exception.type"], "not_found");
      const shown = finished.map(({ name, attributes, events }) => [name, attributes, events]);
      assert.ok(!JSON.stringify(shown).includes(KEY));
    }));
});
