/** Aborts by signals that do not behave as the runtime's own, and what they leave behind. */
import { answering, silence } from "../../support/answering.js";
import { assertError, ID, KEY, rejection } from "../../support/calls.js";

/** A signal that behaves as the runtime's own, except for the given properties. */
function signalWith(controller, properties) {
  const { signal } = controller;
  return new Proxy(signal, {
    get(target, name) {
      if (Object.hasOwn(properties, name)) return properties[name]();
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function start(t, signal, answers, options = {}) {
  const { fetch, requests } = answering(...answers);
  const client = new t.sdk.OdeusClient({ apiKey: KEY, fetch, ...options });
  return { promise: client.updateIntegration(ID, {}, { signal }), requests };
}

const unreadable = () => {
  throw new Error("unreadable");
};

export default {
  topic: "strange signals",
  cases: [
    {
      name: "an aborted signal whose reason cannot be read sends nothing",
      run: async (t) => {
        const controller = new AbortController();
        controller.abort();
        const signal = signalWith(controller, { reason: unreadable });
        const { promise, requests } = start(t, signal, [200]);
        assertError(t, await rejection(t, promise), "AbortError", { attempts: 0, applied: "no" });
        t.assert.lengthOf(requests, 0);
      },
    },
    {
      name: "an abort in flight ends the call even if its reason cannot be read",
      run: async (t) => {
        const controller = new AbortController();
        const signal = signalWith(controller, { reason: unreadable });
        const { promise } = start(t, signal, [silence]);
        controller.abort();
        assertError(t, await rejection(t, promise), "AbortError", { attempts: 1 });
      },
    },
    {
      name: "a signal that calls its listener while it is added ends the call before a request",
      run: async (t) => {
        const controller = new AbortController();
        const addEventListener = () => (_, listener) => {
          controller.abort("at once");
          listener();
        };
        const signal = signalWith(controller, { addEventListener });
        const { promise, requests } = start(t, signal, [200]);
        const error = await rejection(t, promise);
        assertError(t, error, "AbortError", { attempts: 0, cause: "at once" });
        t.assert.lengthOf(requests, 0);
      },
    },
    {
      name: "nothing is sent after an abort whose event another listener stopped",
      run: async (t) => {
        const controller = new AbortController();
        controller.signal.addEventListener("abort", (event) => event.stopImmediatePropagation());
        const headers = { "retry-after-ms": "50" };
        const onAttempt = () => setTimeout(() => controller.abort("enough"));
        const answers = [{ status: 503, headers }, 200];
        const { promise, requests } = start(t, controller.signal, answers, { onAttempt });
        assertError(t, await rejection(t, promise), "AbortError", { attempts: 1 });
        t.assert.lengthOf(requests, 1);
      },
    },
    {
      name: "an abort in onAttempt takes nothing from the retry budget",
      run: async (t) => {
        const { fetch, requests } = answering(503);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, fetch, maxRetries: 1 });
        for (let call = 0; call < 150; call += 1) {
          const controller = new AbortController();
          const options = { signal: controller.signal, onAttempt: () => controller.abort() };
          await rejection(t, client.updateIntegration(ID, {}, options));
        }
        const before = requests.length;
        await rejection(t, client.updateIntegration(ID, {}));
        t.assert.equal(requests.length - before, 2);
      },
    },
  ],
};
