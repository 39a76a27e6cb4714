/** A tool of the AI SDK. The package's schema tells a model what the tool takes. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { generateText, tool } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { integrationUpdateSchema, updateIntegration } from "odeus-integrations";
import { named, withWorkspace } from "./odeus.js";

/** A model that calls the tool with the given input, as a real model does. */
const modelThatCalls = (input) =>
  new MockLanguageModelV3({
    doGenerate: async () => ({
      content: [
        {
          type: "tool-call",
          toolCallId: "call-1",
          toolName: "updateIntegration",
          input: JSON.stringify(input),
        },
      ],
      finishReason: { unified: "tool-calls", raw: "tool_calls" },
      usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } },
      warnings: [],
    }),
  });

/** Lets a model change an integration. The model cannot choose which one. */
const ask = (model, { baseUrl, apiKey, integrationId }) =>
  generateText({
    model,
    prompt: "Name the integration Weather.",
    tools: {
      updateIntegration: tool({
        description: "Changes how the integration is shown.",
        inputSchema: integrationUpdateSchema,
        execute: (changes) => updateIntegration(integrationId, changes, { baseUrl, apiKey }),
      }),
    },
  });

describe(named("ai"), () => {
  test("gives the JSON Schema of the changes to the model, and runs the tool", () =>
    withWorkspace(async (workspace) => {
      const model = modelThatCalls({ name: "Weather" });
      const { toolResults } = await ask(model, workspace);
      const [{ inputSchema }] = model.doGenerateCalls[0].tools;
      assert.equal(inputSchema.type, "object");
      assert.equal(inputSchema.additionalProperties, false);
      assert.deepEqual(Object.keys(inputSchema.properties), [
        "name",
        "description",
        "iconUrl",
        "color",
      ]);
      assert.equal(inputSchema.properties.name.maxLength, 40);
      assert.equal(toolResults[0].output.integration.id, workspace.integrationId);
      assert.equal((await workspace.integration(workspace.integrationId)).name, "Weather");
    }));

  test("does not run the tool with input that breaks a rule, and says which", () =>
    withWorkspace(async (workspace) => {
      const { content } = await ask(modelThatCalls({ color: "blue" }), workspace);
      const { error } = content.find(({ type }) => type === "tool-error");
      assert.match(String(error), /color/);
      assert.deepEqual(await workspace.requests(), []);
    }));
});
