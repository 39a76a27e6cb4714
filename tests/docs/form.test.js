/** The forms of docs/frameworks.md, in a page of jsdom. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { JSDOM } from "jsdom";
import { ID } from "../support/calls.js";
import { blocksOf } from "./pages.js";
import { compile, fileOf, writeBlocks } from "./program.js";

const PAGE = "docs/frameworks.md";
const blocks = blocksOf(PAGE);
const VALUES = { name: "Rain", color: "#0a84ff" };

describe("the forms of the pages", () => {
  let react;
  let screen;
  let sent;

  before(async () => {
    const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost" });
    // React looks for these when it is imported.
    Object.assign(globalThis, {
      window,
      document: window.document,
      IS_REACT_ACT_ENVIRONMENT: true,
    });
    Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
    for (const name of ["HTMLElement", "Element", "Node", "MutationObserver"]) {
      globalThis[name] = window[name];
    }
    const { createElement } = await import("react");
    react = { ...(await import("@testing-library/react")), createElement };
    screen = react.within(document.body);
    writeBlocks(blocks);
    await compile();
  });

  for (const block of blocks.filter(({ language }) => language === "tsx")) {
    test(`${block.page}:${block.line} shows an error at the field, and then saves`, async (t) => {
      sent = [];
      t.mock.method(globalThis, "fetch", async (url, { method, body }) => {
        sent.push({ url, method, changes: JSON.parse(body) });
        return Response.json({});
      });
      const { IntegrationForm } = await import(fileOf(block).replace(/\.tsx$/, ".js"));
      react.render(react.createElement(IntegrationForm, { id: ID, values: VALUES }));
      t.after(react.cleanup);

      await submit("x".repeat(41));
      assert.match((await screen.findByRole("alert")).textContent, /40/);
      assert.deepEqual(sent, []);

      await submit("Weather");
      await react.waitFor(() => assert.equal(sent.length, 1));
      const changes = { ...VALUES, name: "Weather" };
      assert.deepEqual(sent, [{ url: `/integrations/${ID}`, method: "PATCH", changes }]);
    });
  }

  async function submit(name) {
    const input = screen.getByLabelText(/Name/);
    react.fireEvent.change(input, { target: { value: name } });
    await react.act(async () => react.fireEvent.click(screen.getByRole("button")));
  }
});
