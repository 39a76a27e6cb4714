type Fetch = typeof globalThis.fetch;

/** Makes a `fetch` that rejects where the given one throws. */
export function neverThrowing(fetch: Fetch): Fetch {
  return (url, init) => {
    try {
      return fetch(url, init);
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}
