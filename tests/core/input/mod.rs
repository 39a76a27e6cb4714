mod color;
mod issue;
mod rules;
mod shape;
mod web_url;
