//! The names that other clients give to these options.

use crate::text::name::{fold, is_one_of};

/// Each option, and its names in other clients as [`fold`] writes them. Names that resemble the
/// option's own name are not here, because a message finds the nearest name by itself.
const NAMES: [(&str, &str); 7] = [
    (
        "apiKey",
        "key|token|apitoken|accesstoken|authtoken|bearertoken",
    ),
    ("baseUrl", "url|apiurl|endpoint|host"),
    ("timeoutMs", "requesttimeout"),
    ("maxRetries", "retry|maxnetworkretries"),
    ("headers", "defaultheaders"),
    ("fetch", "customfetch|fetcher"),
    ("signal", "abortsignal"),
];

/// The names of parts of the connection. A function in the `fetch` option can set these parts.
const TRANSPORT: &str = "agent|httpagent|httpsagent|dispatcher|proxy|fetchoptions";

/// The option that has another name in other clients. Upper and lower case, underscores, hyphens and
/// spaces make no difference.
#[must_use]
pub fn own_name(foreign: &str) -> Option<&'static str> {
    let foreign = fold(foreign);
    NAMES
        .iter()
        .find(|(_, names)| is_one_of(&foreign, names))
        .map(|(name, _)| *name)
}

/// Whether a name means a part of the connection in other clients.
#[must_use]
pub fn is_transport(foreign: &str) -> bool {
    is_one_of(&fold(foreign), TRANSPORT)
}
