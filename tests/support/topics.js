/** The topics of the behaviour suites; Node only. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { listFiles } from "./files.js";

const BEHAVIOUR = fileURLToPath(new URL("../behaviour", import.meta.url));

/**
 * Lists the files of topics. One file holds one topic.
 * @param {string[]} paths of files and folders; without a path, all topics
 */
export const topicFiles = (paths = []) => listFiles(paths.length > 0 ? paths : [BEHAVIOUR], ".js");

/**
 * Imports topics.
 * @param {string[]} [paths] of files and folders; without a path, all topics
 */
export async function readTopics(paths) {
  const files = topicFiles(paths);
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)));
  return modules.map((module) => module.default);
}
