/** The method `updateIntegration` of a client works without the client in front of it. */
import { header, ID, KEY, polluted, rejection, UPDATED } from "../../support/calls.js";

const ANSWER = JSON.parse(UPDATED.body);

/** Makes a client of a class, with a `fetch` that lists the keys that it gets. */
function clientOf(Client, apiKey = KEY) {
  const keys = [];
  const fetch = async (_url, { headers }) => {
    keys.push(headers.authorization);
    return new Response(UPDATED.body);
  };
  return { keys, client: new Client({ apiKey, baseUrl: "https://a.example", fetch }) };
}

export default {
  topic: "the method of a client",
  cases: [
    {
      name: "updateIntegration works when it is taken off the client",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const { updateIntegration } = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl });
        t.assert.deepEqual(await updateIntegration(ID, { name: "A" }), ANSWER);
        const [request] = await requests();
        t.assert.equal(header(t, request, "authorization"), `Bearer ${KEY}`);
      },
    },
    {
      name: "each client has its own function, which is the same each time",
      run: async (t) => {
        const first = clientOf(t.sdk.OdeusClient, "first-key");
        const second = clientOf(t.sdk.OdeusClient, "second-key");
        const { updateIntegration } = first.client;
        t.assert.strictEqual(updateIntegration, first.client.updateIntegration);
        t.assert.notStrictEqual(updateIntegration, second.client.updateIntegration);
        // `this` is another client here. The function still belongs to the first one.
        await updateIntegration.call(second.client, ID, {});
        t.assert.deepEqual([first.keys, second.keys], [["Bearer first-key"], []]);
      },
    },
    {
      name: "a function that was taken off rejects and never throws",
      run: async (t) => {
        const { updateIntegration } = clientOf(t.sdk.OdeusClient).client;
        for (const input of [[], ["no"], [ID, { name: 5 }], [ID, {}, { timeoutMs: 0 }]]) {
          const error = await rejection(t, updateIntegration(...input));
          t.assert.instanceOf(error, t.sdk.OdeusError);
        }
      },
    },
    {
      name: "a list of ids can be mapped over the function",
      run: async (t) => {
        const { updateIntegration } = clientOf(t.sdk.OdeusClient).client;
        const rows = [
          [ID, { name: "A" }],
          [ID, { name: "B" }],
        ];
        const answers = await Promise.all(rows.map((row) => updateIntegration(...row)));
        t.assert.deepEqual(answers, [ANSWER, ANSWER]);
      },
    },
    {
      name: "a subclass's method is called, also when it is taken off, and super works in it",
      run: async (t) => {
        const seen = [];
        class Logging extends t.sdk.OdeusClient {
          async updateIntegration(id, changes, options, ...more) {
            seen.push([id, changes, options, ...more]);
            const answer = await super.updateIntegration(id, changes, options);
            return { ...answer, logged: this instanceof Logging };
          }
        }
        const { client, keys } = clientOf(Logging);
        const { updateIntegration } = client;
        const expected = { ...ANSWER, logged: true };
        t.assert.deepEqual(await client.updateIntegration(ID, {}), expected);
        t.assert.deepEqual(await updateIntegration(ID, {}, { maxRetries: 0 }, "more"), expected);
        t.assert.deepEqual(seen, [
          [ID, {}, undefined],
          [ID, {}, { maxRetries: 0 }, "more"],
        ]);
        t.assert.lengthOf(keys, 2);
      },
    },
    {
      name: "a subclass may have a getter of that name",
      run: async (t) => {
        class Getting extends t.sdk.OdeusClient {
          #name = "private";
          get updateIntegration() {
            return async () => this.#name;
          }
        }
        t.assert.equal(await clientOf(Getting).client.updateIntegration(ID, {}), "private");
      },
    },
    {
      name: "a polluted Object.prototype does not change the method",
      run: async (t) => {
        const pollution = { enumerable: true, get: () => "polluted" };
        const { client } = polluted(pollution, () => clientOf(t.sdk.OdeusClient));
        t.assert.deepEqual(Object.keys(client), []);
        t.assert.deepEqual(await client.updateIntegration(ID, {}), ANSWER);
      },
    },
    {
      name: "a subclass's field of that name replaces the method",
      run: async (t) => {
        class Own extends t.sdk.OdeusClient {
          updateIntegration = async (...input) => {
            return { own: await super.updateIntegration(...input) };
          };
        }
        const { client } = clientOf(Own);
        t.assert.deepEqual(await client.updateIntegration(ID, {}), { own: ANSWER });
      },
    },
    {
      name: "the method can be replaced on a client",
      run: async (t) => {
        const { client, keys } = clientOf(t.sdk.OdeusClient);
        client.updateIntegration = async () => "replaced";
        t.assert.equal(await client.updateIntegration(ID, {}), "replaced");
        t.assert.lengthOf(keys, 0);
      },
    },
    {
      name: "the method can be replaced on the class, before and after a client is made",
      run: async (t) => {
        class Client extends t.sdk.OdeusClient {}
        const { client: before } = clientOf(Client);
        Client.prototype.updateIntegration = async () => "replaced";
        const { client: after } = clientOf(Client);
        t.assert.equal(await before.updateIntegration(ID, {}), "replaced");
        t.assert.equal(await after.updateIntegration(ID, {}), "replaced");
        delete Client.prototype.updateIntegration;
        t.assert.deepEqual(await before.updateIntegration(ID, {}), ANSWER);
        t.assert.deepEqual(await after.updateIntegration(ID, {}), ANSWER);
      },
    },
    {
      name: "the method works on a proxy of a client and on an object that inherits from a client",
      run: async (t) => {
        const { client } = clientOf(t.sdk.OdeusClient);
        t.assert.deepEqual(await new Proxy(client, {}).updateIntegration(ID, {}), ANSWER);
        t.assert.deepEqual(await Object.create(client).updateIntegration(ID, {}), ANSWER);
      },
    },
    {
      name: "a client lists no properties, and the class has the method",
      run: (t) => {
        const { client } = clientOf(t.sdk.OdeusClient);
        t.assert.deepEqual(Object.keys(client), []);
        t.assert.equal(JSON.stringify(client), "{}");
        const { updateIntegration } = t.sdk.OdeusClient.prototype;
        t.assert.equal(updateIntegration.name, "updateIntegration");
        t.assert.lengthOf(updateIntegration, 3);
      },
    },
  ],
};
