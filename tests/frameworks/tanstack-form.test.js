/** A form with TanStack Form. It checks its values by the package's Standard Schema. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FieldApi, FormApi } from "@tanstack/form-core";
import { integrationUpdateSchema, updateIntegration } from "odeus-integrations";
import { named, withWorkspace } from "./odeus.js";

/** The form without its page: `FormApi` is what `useForm` uses. */
function createForm(values, onSubmit) {
  const form = new FormApi({
    defaultValues: values,
    validators: { onChange: integrationUpdateSchema },
    onSubmit: ({ value }) => onSubmit(value),
  });
  form.mount();
  const fields = Object.keys(values).map((name) => {
    const field = new FieldApi({ form, name });
    field.mount();
    return field;
  });
  return { form, field: (wanted) => fields.find(({ name }) => name === wanted) };
}

const messages = ({ state }) => state.meta.errors.map(({ message }) => message);

describe(named("@tanstack/form-core"), () => {
  test("shows the error of each field, and does not submit", async () => {
    const { form, field } = createForm(
      { name: "n".repeat(41), description: "Forecasts", iconUrl: "/icon.png", color: "blue" },
      () => assert.fail("the form was submitted"),
    );
    await form.handleSubmit();
    for (const name of ["name", "iconUrl", "color"]) {
      const [message, ...others] = messages(field(name));
      assert.match(message, new RegExp(name));
      assert.deepEqual(others, []);
    }
    assert.deepEqual(messages(field("description")), []);
  });

  test("takes an error away when its field is mended", () => {
    const { field } = createForm({ name: "Weather", color: "#000" });
    field("color").setValue("blue");
    assert.equal(messages(field("color")).length, 1);
    field("color").setValue("#00f");
    assert.deepEqual(messages(field("color")), []);
  });

  test("submits the values that updateIntegration takes", () =>
    withWorkspace(async ({ baseUrl, apiKey, integrationId, integration }) => {
      const { form } = createForm({ name: "Weather", color: "#0a84ff" }, (changes) =>
        updateIntegration(integrationId, changes, { baseUrl, apiKey }),
      );
      await form.handleSubmit();
      assert.ok(form.state.isSubmitted);
      const { name, color } = await integration(integrationId);
      assert.deepEqual({ name, color }, { name: "Weather", color: "#0a84ff" });
    }));
});
