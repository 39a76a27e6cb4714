// The update that every client makes, and the answer of the API.

export const API_KEY = "odeus-key-for-the-bench-0123456789";

export const ID = "550e8400-e29b-41d4-a716-446655440000";

/** @type {{ name: string, description: string, iconUrl: string, color: string }} */
export const CHANGES = {
  name: "Weather",
  description: "Forecasts, warnings and the air's quality for every place on earth",
  iconUrl: "https://cdn.example.com/icons/weather.png",
  color: "#0a84ff",
};

export const ANSWER = JSON.stringify({
  integration: { id: ID, name: CHANGES.name, description: CHANGES.description },
});
