/** A service that is traced by OpenTelemetry. The spans of requests belong to the caller's span. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, afterEach, before, describe, test } from "node:test";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { NotFoundError, OdeusClient } from "odeus-integrations";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { withoutJitter } from "../support/no-jitter.js";
import { named, withServers } from "./odeus.js";

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

/** So many calls are under way at once, and retry at the same moment. */
const CALLERS = 16;

/** Makes an update in a span of its own, and returns the span's id. */
async function tracedUpdate(odeus) {
  const span = tracer.startSpan("job");
  try {
    await context.with(trace.setSpan(context.active(), span), () =>
      odeus.updateIntegration(ID, { name: "Weather" }),
    );
  } catch (error) {
    span.recordException(error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
  return span.spanContext();
}

/** The spans of requests to the API, of one caller. */
const requestsOf = ({ traceId, spanId }) =>
  exporter
    .getFinishedSpans()
    .filter((span) => span.parentSpanContext?.spanId === spanId)
    .filter((span) => span.spanContext().traceId === traceId)
    .map(({ attributes }) => attributes["http.response.status_code"]);

describe(named("@opentelemetry/instrumentation-undici"), () => {
  let stop;

  before(() => {
    provider.register();
    stop = registerInstrumentations({ instrumentations: [new UndiciInstrumentation()] });
  });
  afterEach(() => exporter.reset());
  after(async () => {
    stop();
    await provider.shutdown();
  });

  test("the span of a request is a child of the caller's span", () =>
    withServers(async ({ scripted }) => {
      const { baseUrl, requests } = await scripted.scenario(UPDATED);
      const caller = await tracedUpdate(new OdeusClient({ apiKey: KEY, baseUrl }));
      assert.deepEqual(requestsOf(caller), [200]);
      const [{ headers }] = await requests();
      const { traceparent } = Object.fromEntries(headers);
      assert.match(traceparent, new RegExp(`^00-${caller.traceId}-[0-9a-f]{16}-01$`));
    }));

  test("the spans of retries are children of their own caller's span, with many callers", () =>
    withServers(async ({ scripted }) => {
      const busy = { status: 503 };
      const callers = await Promise.all(
        Array.from({ length: CALLERS }, async () => {
          const { baseUrl } = await scripted.scenario(busy, busy, UPDATED);
          return withoutJitter(() => tracedUpdate(new OdeusClient({ apiKey: KEY, baseUrl })));
        }),
      );
      for (const caller of callers) assert.deepEqual(requestsOf(caller), [503, 503, 200]);
    }));

  test("onAttempt runs in the caller's span", () =>
    withServers(async ({ scripted }) => {
      const { baseUrl } = await scripted.scenario({ status: 503 }, UPDATED);
      const active = [];
      const odeus = new OdeusClient({
        apiKey: KEY,
        baseUrl,
        onAttempt: () => active.push(trace.getActiveSpan()?.spanContext().spanId),
      });
      const caller = await withoutJitter(() => tracedUpdate(odeus));
      assert.deepEqual(active, [caller.spanId, caller.spanId]);
    }));

  test("a recorded exception has no key", () =>
    withServers(async ({ scripted }) => {
      const body = '{"message":"Unknown key {{key}}"}';
      const { baseUrl } = await scripted.scenario({ status: 404, body, echo: true });
      const odeus = new OdeusClient({ apiKey: KEY, baseUrl });
      await assert.rejects(tracedUpdate(odeus), NotFoundError);
      const spans = exporter.getFinishedSpans();
      const shown = spans.map(({ name, attributes, events }) => [name, attributes, events]);
      assert.ok(!JSON.stringify(shown).includes(KEY));
      const [event] = spans.find(({ name }) => name === "job").events;
      assert.equal(event.attributes["exception.type"], "not_found");
    }));
});
