mod color;
mod issue;
mod rules;
mod web_url;
