/** The topics of the behaviour suites; Node only. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { filesBelow } from "./files.js";

const BEHAVIOUR = fileURLToPath(new URL("../behaviour", import.meta.url));

/** The paths of the files that hold one topic each. */
export const topicFiles = () => filesBelow(BEHAVIOUR, ".js");

/** Imports every topic. */
export async function readTopics() {
  const modules = await Promise.all(topicFiles().map((file) => import(pathToFileURL(file).href)));
  return modules.map((module) => module.default);
}
