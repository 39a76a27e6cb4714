/** The forms of docs/forms.md, in a page of jsdom. */
import assert from "node:assert/strict";
import { afterEach, before, describe, test } from "node:test";
import { JSDOM } from "jsdom";
import { ID } from "../support/calls.js";
import { blocksOf } from "./pages.js";
import { compile, fileOf, writeBlocks } from "./program.js";

const PAGE = "docs/forms.md";
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
    describe(`${block.page}:${block.line}`, () => {
      afterEach(() => react.cleanup());

      test("shows an error at the field, and then saves", async (t) => {
        answerWith(t, () => Response.json({}));
        await show(block, VALUES);

        await submit("x".repeat(41));
        assert.match((await screen.findByRole("alert")).textContent, /40/);
        assert.deepEqual(sent, []);

        await submit("Weather");
        assert.equal((await screen.findByRole("status")).textContent, "Saved.");
        const changes = { ...VALUES, name: "Weather" };
        assert.deepEqual(sent, [{ url: `/integrations/${ID}`, method: "PATCH", changes }]);
      });

      test("leaves an empty color out, and keeps an empty name", async (t) => {
        answerWith(t, () => Response.json({}));
        await show(block, { name: "Rain", color: "" });
        await submit("");
        await screen.findByRole("status");
        assert.deepEqual(sent[0].changes, { name: "" });
      });

      test("shows why the server refused the changes", async (t) => {
        const issues = [
          { code: "too_long", path: ["name"], message: "The name is too long." },
          { code: "invalid_uuid", path: ["integrationId"], message: "The id is wrong." },
        ];
        answerWith(t, () => Response.json({ message: "Not valid.", issues }, { status: 422 }));
        await show(block, VALUES);
        await submit("Weather");
        const text = await alerts();
        for (const part of ["Not valid.", "too long", "id is wrong"])
          assert.ok(text.includes(part));
        assert.equal(screen.queryByRole("status"), null);
      });

      const broken = {
        "a gateway answers with a page": () =>
          new Response("<h1>Bad Gateway</h1>", { status: 502 }),
        "the connection fails": () => Promise.reject(new TypeError("fetch failed")),
        "the answer has no message": () => Response.json({}, { status: 500 }),
      };
      for (const [what, answer] of Object.entries(broken)) {
        test(`says that it is not known what happened when ${what}`, async (t) => {
          answerWith(t, answer);
          await show(block, VALUES);
          await submit("Weather");
          assert.match(await alerts(), /saved, or not/);
          assert.equal(screen.queryByRole("status"), null);
        });
      }
    });
  }

  /** Replaces the server of the forms. */
  function answerWith(t, answer) {
    sent = [];
    t.mock.method(globalThis, "fetch", async (url, { method, body }) => {
      sent.push({ url, method, changes: JSON.parse(body) });
      return answer();
    });
  }

  async function show(block, values) {
    const { IntegrationForm } = await import(fileOf(block).replace(/\.tsx$/, ".js"));
    react.render(react.createElement(IntegrationForm, { id: ID, values }));
  }

  async function alerts() {
    return (await screen.findAllByRole("alert")).map(({ textContent }) => textContent).join("\n");
  }

  async function submit(name) {
    const input = screen.getByLabelText(/Name/);
    react.fireEvent.change(input, { target: { value: name } });
    await react.act(async () => react.fireEvent.click(screen.getByRole("button")));
  }
});
