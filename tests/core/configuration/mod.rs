mod api_key;
mod base_url;
mod foreign;
mod headers;
mod setting;
