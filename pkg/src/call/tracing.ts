import { ownProcess } from "../runtime/process.js";
import { quietly } from "../runtime/quietly.js";

/** The part of a channel that the package uses. In workerd `hasSubscribers` is a method. */
interface Channel {
  readonly hasSubscribers: boolean | (() => boolean);
  readonly publish: (context: object) => void;
  readonly runStores: (context: object, step: () => void) => void;
}

const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"] as const;

/** The part of a `TracingChannel` that the package uses. Bun's has no `hasSubscribers`. */
type TracingChannel = Record<(typeof EVENTS)[number], Channel>;

/** The part of `node:diagnostics_channel` that the package uses. */
interface Diagnostics {
  readonly tracingChannel: (name: string) => TracingChannel;
}

/** The step that a channel tells of: a call, or one of its attempts. */
export type TracedStep = "update" | "attempt";

let channels: Partial<Record<TracedStep, TracingChannel>> | undefined;

/** The tracing channel with a name, if the runtime has one and somebody has subscribed to it. */
export function subscribedChannel(name: TracedStep): TracingChannel | undefined {
  channels ??= findChannels();
  const channel = channels[name];
  return channel && EVENTS.some((event) => hasSubscribers(channel[event])) ? channel : undefined;
}

function hasSubscribers(channel: Channel): boolean {
  const { hasSubscribers } = channel;
  return typeof hasSubscribers === "function" ? hasSubscribers.call(channel) : hasSubscribers;
}

/**
 * Finds the channels. A static import of `node:diagnostics_channel` would fail where the module does
 * not exist. Without the module there are no channels.
 */
function findChannels(): Partial<Record<TracedStep, TracingChannel>> {
  try {
    const diagnostics = ownProcess()?.getBuiltinModule?.("node:diagnostics_channel") as Diagnostics;
    const find = (name: TracedStep): TracingChannel =>
      diagnostics.tracingChannel(`odeus-integrations:${name}`);
    return { update: find("update"), attempt: find("attempt") };
  } catch {
    return {};
  }
}

/**
 * Runs a step between the events of a channel, in the async context that its subscribers have bound.
 *
 * The events are those of `TracingChannel.tracePromise`. On Node 26 that method takes twice the time.
 * The step runs once, whatever the channel and its subscribers do.
 *
 * @param conclude - writes the end of the step into the context, and returns whether the step failed
 */
export function trace<Result>(
  channel: TracingChannel,
  context: object,
  step: () => Promise<Result>,
  conclude: () => boolean,
): Promise<Result> {
  // In workerd an error of a subscriber comes out of `publish` and `runStores`.
  const publish = (event: keyof TracingChannel): void => {
    try {
      channel[event].publish(context);
    } catch {
      // The subscriber's error is not the call's.
    }
  };
  const run = async (): Promise<Result> => {
    const result = await step();
    let hasFailed = false;
    try {
      hasFailed = conclude();
    } catch {
      // A subscriber has frozen the context.
    }
    if (hasFailed) publish("error");
    publish("asyncStart");
    publish("asyncEnd");
    return result;
  };
  let running: Promise<Result> | undefined;
  quietly(() =>
    channel.start.runStores(context, () => {
      running = run();
    }),
  );
  running ??= run();
  publish("end");
  return running;
}
