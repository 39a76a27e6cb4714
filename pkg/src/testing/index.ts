/**
 * An Odeus for tests: a `fetch` that answers as the API does, and faults that it shows when a test
 * asks for them. Begin with {@link createFakeOdeus}.
 *
 * @packageDocumentation
 */
export { createFakeOdeus } from "./create.js";
export { fault } from "./fault.js";
export type {
  FakeOdeus,
  FakeOdeusOptions,
  FakeRateLimit,
  FakeRequest,
  Fault,
  Faults,
} from "./types.js";
