/** The rules of iconUrl and color. */
import { bare, refusedChanges, sent, table } from "../../support/calls.js";

const GOOD_URLS = [
  ["https", "https://example.com/icon.png"],
  ["http", "http://example.com/icon.png"],
  ["an upper-case scheme", "HTTPS://EXAMPLE.COM/ICON.PNG"],
  ["a port", "https://example.com:8443/icon.png"],
  ["a host of one label", "http://intranet/icon.png"],
  ["localhost", "http://localhost:3000/icon.png"],
  ["an IPv4 address", "http://192.0.2.1/icon.png"],
  ["an IPv6 address", "http://[2001:db8::1]/icon.png"],
  ["an international host", "https://b\u00FCcher.example/\u{1F680}.png"],
  ["a query and a fragment", "https://example.com/?size=64#top"],
  ["user info", "https://user@example.com/icon.png"],
  ["spaces around it", "  https://example.com/icon.png  "],
  ["spaces in the path", "https://example.com/my icon.png"],
  ["a newline in it", "https://exam\nple.com/icon.png"],
  ["one slash", "https:/example.com"],
  ["no slashes", "https:example.com"],
  ["backslashes", "https:\\\\example.com\\icon.png"],
  ["no path", "https://example.com"],
  ["an underscore in the host", "https://my_host.example/"],
  ["two hyphens in the host", "https://a--b.example/"],
  ["a percent-encoded host", "https://ex%61mple.com/"],
  ["2,000 characters", `https://example.com/${"x".repeat(1_980)}`],
  ["100,000 characters", `https://example.com/${"x".repeat(100_000)}`],
];

/** Node 24 accepts this host. The runtime's URL parser decides, as it does for the request. */
const PUNYCODE = "https://xn--a/";

const BAD_URLS = [
  ["no characters", ""],
  ["only a space", " "],
  ["a file name", "icon.png"],
  ["an absolute path", "/icon.png"],
  ["no scheme", "//example.com/icon.png"],
  ["only a host", "example.com"],
  ["only a host and a port", "example.com:443"],
  ["ftp", "ftp://example.com/icon.png"],
  ["data", "data:image/png;base64,AAAA"],
  ["javascript", "javascript:alert(1)"],
  ["file", "file:///icon.png"],
  ["blob", "blob:https://example.com/550e8400"],
  ["ws", "ws://example.com/"],
  ["a scheme that starts with http", "httpx://example.com/"],
  ["a scheme that ends in http", "xhttp://example.com/"],
  ["about:blank", "about:blank"],
  ["only a scheme", "https:"],
  ["no host", "https://"],
  ["no host, with a path", "https:///"],
  ["no host, with a port", "https://:443/"],
  ["a space in the host", "https://exa mple.com/"],
  ["a bad port", "https://example.com:99999/"],
  ["a port that is not a number", "https://example.com:https/"],
  ["an open bracket", "https://[::1/"],
  ["a bad IPv4 address", "https://1.2.3.256/"],
  ["a forbidden character in the host", "https://exa<mple.com/"],
  ["a percent sign in the host", "https://exa%mple.com/"],
  ["an encoded slash in the host", "https://exa%2Fmple.com/"],
  ["a bad punycode host", PUNYCODE],
  ["text before it", "see https://example.com/"],
  ["a no-break space before it", "\u00A0https://example.com/"],
  ["full-width letters in the scheme", "\uFF48ttps://example.com/"],
  ["a long text with a bad host", `https://exa mple.com/${"x".repeat(20_000)}`],
];

const GOOD_COLORS = [
  ["#rgb", "#abc"],
  ["#rgba", "#abcd"],
  ["#rrggbb", "#a1b2c3"],
  ["#rrggbbaa", "#a1b2c3d4"],
  ["#RGB", "#ABC"],
  ["#RRGGBBAA", "#ABCDEF09"],
  ["digits", "#012345"],
  ["mixed case", "#aBcDeF"],
];

const BAD_COLORS = [
  ["no characters", ""],
  ["no digits", "#"],
  ["1 digit", "#a"],
  ["2 digits", "#ab"],
  ["5 digits", "#abcde"],
  ["7 digits", "#abcdef0"],
  ["9 digits", "#abcdef012"],
  ["no #", "abc"],
  ["no # and 4 digits", "abcd"],
  ["two #", "##abc"],
  ["# at the end", "abc#"],
  ["a letter that is not a hex digit", "#abg"],
  ["a space before it", " #abc"],
  ["a space at the end", "#abc "],
  ["a newline at the end", "#abc\n"],
  ["a newline in place of a digit", "#ab\n"],
  ["a NUL at the end", "#abc\0"],
  ["Arabic digits", "#\u0661\u0662\u0663"],
  ["full-width digits", "#\uFF11\uFF12\uFF13"],
  ["a full-width #", "\uFF03abc"],
  ["characters whose low bytes are hex digits", "#\u0161\u0162\u0163"],
  ["an astral character", "#a\u{1D7D3}"],
  ["a minus sign", "#-ab"],
  ["0x", "0xabc"],
  ["the name of a color", "red"],
  ["a function", "rgb(0, 0, 0)"],
  ["two colors", "#abc,#def"],
  ["20,000 digits", `#${"a".repeat(20_000)}`],
];

export default {
  topic: "the rules of formats",
  cases: [
    ...table("an iconUrl with %s is sent unchanged", GOOD_URLS, async (t, iconUrl) => {
      t.assert.deepEqual(t.sdk.validateIntegrationUpdate({ iconUrl }), []);
      t.assert.deepEqual(JSON.parse((await sent(t, { iconUrl })).body), { iconUrl });
    }),
    ...table("an iconUrl with %s is refused as invalid_url", BAD_URLS, async (t, iconUrl) => {
      if (iconUrl === PUNYCODE && URL.canParse(iconUrl)) return;
      const issues = await refusedChanges(t, { iconUrl });
      t.assert.deepEqual(bare(issues), [{ code: "invalid_url", path: ["iconUrl"] }]);
      t.assert.include(issues[0].message, "https");
    }),
    ...table("a color of the form %s is sent unchanged", GOOD_COLORS, async (t, color) => {
      t.assert.deepEqual(t.sdk.validateIntegrationUpdate({ color }), []);
      t.assert.deepEqual(JSON.parse((await sent(t, { color })).body), { color });
    }),
    ...table("a color with %s is refused as invalid_color", BAD_COLORS, async (t, color) => {
      const issues = await refusedChanges(t, { color });
      t.assert.deepEqual(bare(issues), [{ code: "invalid_color", path: ["color"] }]);
      t.assert.include(issues[0].message, "#");
    }),
  ],
};
