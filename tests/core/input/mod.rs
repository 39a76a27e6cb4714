mod color;
mod issue;
mod json_schema;
mod rules;
mod shape;
mod web_url;
