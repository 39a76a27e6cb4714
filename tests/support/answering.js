/** A `fetch` that answers by a script, for tests that need no server. Runs in every runtime. */
import { UPDATED } from "./servers/faulty/answer.js";

/** `answer` is a status, or an object with a status, or a function that returns a promise. */
const respond = (answer, request) => {
  if (typeof answer === "function") return answer(request);
  const { status, headers = {}, body } = typeof answer === "number" ? { status: answer } : answer;
  const text = body ?? (status < 300 ? UPDATED : null);
  return Promise.resolve(new Response(text, { status, headers }));
};

/** Makes a `fetch` option and lists the requests that it gets. The last answer repeats. */
export function answering(...answers) {
  const requests = [];
  const fetch = (url, init) => {
    const request = { url: String(url), init };
    requests.push(request);
    return respond(answers[Math.min(requests.length, answers.length) - 1], request);
  };
  return { fetch, requests };
}

/** An answer that never comes. It rejects when the request's signal is aborted. */
export const silence = ({ init: { signal } }) =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** An answer that fails like a refused connection on Node. */
export const refused = () =>
  Promise.reject(
    new TypeError("fetch failed", {
      cause: Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" }),
    }),
  );
