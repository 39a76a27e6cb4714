mod message;
mod name;
mod utf16;
