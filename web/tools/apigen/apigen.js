// Writes the types of the API's things from its description: `node apigen.js OPENAPI_JSON OUT SEAL`. The seal stands in
// the first line, so that freshness is checked without generating anything.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const [, , description, out, seal] = process.argv;
const { openapi, info, components } = JSON.parse(readFileSync(description, "utf8"));
const things = { openapi, info, paths: {}, components: { schemas: components.schemas } };
const types = astToString(await openapiTS(things, { alphabetize: true }));
writeFileSync(out, `// Made by scripts/apigen.sh from docs/openapi.json; seal ${seal}\n${types}`);
