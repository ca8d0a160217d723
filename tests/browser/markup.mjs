// The Nu HTML checker finds no error on any page.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

export function checkMarkup(output, fault) {
  const folder = path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json"));
  const jar = path.join(folder, "build/dist/vnu.jar");
  const checked = spawnSync("java", ["-Xss4m", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", output], { maxBuffer: 1 << 28 });
  if (checked.error) return fault("markup", `java could not be run (${checked.error.message})`);
  for (const { url, lastLine, message, extract } of JSON.parse(checked.stderr.toString() || "{}").messages ?? []) {
    fault(path.relative(output, new URL(url).pathname), `line ${lastLine}: ${message} ${JSON.stringify(extract ?? "")}`);
  }
}
