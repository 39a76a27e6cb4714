/** A `fetch` that answers by a script, for what needs no server. Runs in every runtime. */
import { UPDATED } from "./servers/faulty/answer.js";

/** What to answer: a status, or a status with headers, or a function that makes a promise. */
const respond = (answer, request) => {
  if (typeof answer === "function") return answer(request);
  const { status, headers = {}, body } = typeof answer === "number" ? { status: answer } : answer;
  const text = body ?? (status < 300 ? UPDATED : null);
  return Promise.resolve(new Response(text, { status, headers }));
};

/** The `fetch` option, and the requests it was given; the last answer repeats. */
export function answering(...answers) {
  const requests = [];
  const fetch = (url, init) => {
    const request = { url: String(url), init };
    requests.push(request);
    return respond(answers[Math.min(requests.length, answers.length) - 1], request);
  };
  return { fetch, requests };
}

/** Never answers; rejects when its signal says so. */
export const silence = ({ init: { signal } }) =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** Fails as a refused connection does on Node. */
export const refused = () =>
  Promise.reject(
    new TypeError("fetch failed", {
      cause: Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" }),
    }),
  );
