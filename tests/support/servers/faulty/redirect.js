/** Redirects to a second server. */
import { sizedHead } from "./answer.js";

/** @type {Record<string, import("./scenario.js").Fault>} */
export const redirectFaults = {
  redirect: {
    needsElsewhere: true,
    run: ({ socket, request, elsewhere, options: { status = 307 } }) =>
      socket.end(sizedHead(status, 0, { location: elsewhere + request.path })),
  },
  "redirect-to-itself": {
    run: ({ socket, request, options: { status = 307 } }) =>
      socket.end(sizedHead(status, 0, { location: request.path })),
  },
  "redirect-to-nowhere": {
    run: ({ socket, options: { status = 307 } }) => socket.end(sizedHead(status, 0)),
  },
};
