// `node scripts/dist-tag.js v1.2.3-beta.1` prints `dist-tag=beta`, which is an output of a step of
// the workflow. It prints `dist-tag=` for a version that is not a prerelease.
import { distTag } from "./release-rules.js";

const [tag = ""] = process.argv.slice(2);
console.log(`dist-tag=${distTag(tag.slice(1))}`);
