// Runs in workerd. It tells the test which dead letters there are.
export default {
  async queue(batch, env) {
    const letters = batch.messages.map(({ body }) => body);
    await env.CONTROL.fetch("http://control/any/dead-letters", {
      method: "POST",
      body: JSON.stringify(letters),
    });
  },
};
