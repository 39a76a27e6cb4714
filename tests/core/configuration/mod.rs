mod api_key;
mod base_url;
mod headers;
mod setting;
