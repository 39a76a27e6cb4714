// `npm run release:files` writes the files of a release into target/release-files. It takes the
// tarball that `npm test` tested, and fails if there is none.
import { join } from "node:path";
import { TARBALL } from "./install-tarball.js";
import { writeReleaseFolder } from "./release-folder.js";
import { ROOT } from "./run.js";
import { checkTested } from "./tested.js";

checkTested(TARBALL);
console.log(writeReleaseFolder(TARBALL, join(ROOT, "target", "release-files")));
