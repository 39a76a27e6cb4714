/** Stubs and spies of sinon on a client, and the cost of many clients. */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { inspect } from "node:util";
import { OdeusClient } from "odeus-integrations";
import sinon from "sinon";
import { ID, KEY, UPDATED } from "../../support/calls.js";

const ANSWER = JSON.parse(UPDATED.body);

function newClient() {
  const fetch = sinon.fake(async () => new Response(UPDATED.body));
  return { fetch, client: new OdeusClient({ apiKey: KEY, baseUrl: "https://a.example", fetch }) };
}

describe("doubles of a client", () => {
  afterEach(() => sinon.restore());

  test("a stub on a client replaces the method, and restore brings it back", async () => {
    const { client, fetch } = newClient();
    const { updateIntegration } = client;
    const stub = sinon.stub(client, "updateIntegration").resolves("stubbed");
    assert.equal(await client.updateIntegration(ID, {}), "stubbed");
    sinon.assert.calledOnceWithExactly(stub, ID, {});
    sinon.assert.notCalled(fetch);
    sinon.restore();
    assert.equal(client.updateIntegration, updateIntegration);
    assert.deepEqual(await client.updateIntegration(ID, {}), ANSWER);
  });

  test("a spy on a client sees the calls and lets them through", async () => {
    const { client } = newClient();
    const spy = sinon.spy(client, "updateIntegration");
    assert.deepEqual(await client.updateIntegration(ID, {}), ANSWER);
    sinon.assert.calledOnceWithExactly(spy, ID, {});
  });

  test("a stub on the class replaces the method of earlier and of later clients", async () => {
    const { client: before, fetch } = newClient();
    const { updateIntegration } = before;
    const stub = sinon.stub(OdeusClient.prototype, "updateIntegration").resolves("stubbed");
    const { client: after } = newClient();
    assert.equal(await before.updateIntegration(ID, {}), "stubbed");
    assert.equal(await updateIntegration(ID, {}), "stubbed");
    assert.equal(await after.updateIntegration(ID, {}), "stubbed");
    sinon.assert.calledThrice(stub);
    sinon.assert.calledOn(stub.firstCall, before);
    sinon.assert.notCalled(fetch);
    sinon.restore();
    assert.deepEqual(await before.updateIntegration(ID, {}), ANSWER);
    assert.deepEqual(await after.updateIntegration(ID, {}), ANSWER);
  });

  test("a stubbed instance of the class has a stub as its method", async () => {
    const client = sinon.createStubInstance(OdeusClient);
    client.updateIntegration.resolves("stubbed");
    assert.equal(await client.updateIntegration(ID, {}), "stubbed");
  });

  test("inspect shows a client without its method and without its key", () => {
    assert.equal(inspect(newClient().client, { showHidden: false }), "OdeusClient {}");
    const shown = inspect(newClient().client, { showHidden: true, depth: 9 });
    assert.doesNotMatch(shown, new RegExp(KEY));
  });
});
