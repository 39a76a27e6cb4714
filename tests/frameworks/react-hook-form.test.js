/** A form with react-hook-form. The resolver for Standard Schemas checks it by the package's schema. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { integrationUpdateSchema, updateIntegration } from "odeus-integrations";
import { createFormControl } from "react-hook-form";
import { named, withWorkspace } from "./odeus.js";

/** The form without its page: `createFormControl` is what `useForm` uses. */
function createForm(values) {
  const form = createFormControl({
    resolver: standardSchemaResolver(integrationUpdateSchema),
    defaultValues: values,
  });
  for (const name of Object.keys(values)) form.register(name);
  return form;
}

describe(`${named("react-hook-form")} with ${named("@hookform/resolvers")}`, () => {
  test("shows the error of each field, and does not submit", async () => {
    const form = createForm({
      name: "n".repeat(41),
      description: "Forecasts",
      iconUrl: "/icon.png",
      color: "blue",
    });
    let errors = {};
    await form.handleSubmit(
      () => assert.fail("the form was submitted"),
      (found) => {
        errors = found;
      },
    )();
    assert.deepEqual(Object.keys(errors), ["name", "iconUrl", "color"]);
    for (const [field, { message }] of Object.entries(errors)) {
      assert.match(message, new RegExp(field));
    }
  });

  test("submits the values that updateIntegration takes", () =>
    withWorkspace(async ({ baseUrl, apiKey, integrationId, integration }) => {
      const form = createForm({
        name: "Weather",
        description: "Forecasts",
        iconUrl: "https://example.com/icon.png",
        color: "#0a84ff",
      });
      await form.handleSubmit(
        (changes) => updateIntegration(integrationId, changes, { baseUrl, apiKey }),
        (errors) => assert.fail(JSON.stringify(errors)),
      )();
      const { name, color } = await integration(integrationId);
      assert.deepEqual({ name, color }, { name: "Weather", color: "#0a84ff" });
    }));
});
