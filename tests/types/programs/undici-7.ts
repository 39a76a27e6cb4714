// The functions of undici fit the option `fetch`. This file is compiled and never run.
import { OdeusClient } from "odeus-integrations";
import * as undici from "undici-7";

const dispatcher = new undici.ProxyAgent("http://proxy.example:3128");

new OdeusClient({ fetch: undici.fetch });
new OdeusClient({ fetch: (url, init) => undici.fetch(url, { ...init, dispatcher }) });
new OdeusClient({ fetch: (url, init) => fetch(url, { ...init, dispatcher }) });
