/** Records what the tracing channels tell. Runs in every runtime that has `node:diagnostics_channel`. */

/** Not a literal: bundlers would look for the module where there is none. */
const MODULE = "node:diagnostics_channel";

const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"];

/** The two channels of the package. */
export async function tracingChannels() {
  const { tracingChannel } = await import(MODULE);
  return {
    update: tracingChannel("odeus-integrations:update"),
    attempt: tracingChannel("odeus-integrations:attempt"),
  };
}

/**
 * Subscribes to both channels while a step runs. Other calls run at the same time, so only the events
 * of one integration are recorded.
 * @param {string} id of the integration
 * @param {() => Promise<unknown>} step
 * @returns what was told, in order: the event, its context, and a copy of the context at that time
 */
export async function recorded(id, step) {
  const channels = await tracingChannels();
  const told = [];
  const undo = [];
  for (const [name, channel] of Object.entries(channels)) {
    for (const event of EVENTS) {
      const record = (context) => {
        if (context.integrationId !== id) return;
        told.push({ event: `${name} ${event}`, context, copy: { ...context } });
      };
      channel[event].subscribe(record);
      undo.push(() => channel[event].unsubscribe(record));
    }
  }
  try {
    await step();
    return told;
  } finally {
    for (const stop of undo) stop();
  }
}

/** The copies of the contexts that one event told. */
export const copiesOf = (told, event) =>
  told.filter((one) => one.event === event).map(({ copy }) => copy);
