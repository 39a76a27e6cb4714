//! The options' rules on a JavaScript object, and the settings that come of them.

use js_sys::{Function, JsString, Object, Reflect, Symbol};
use wasm_bindgen::prelude::*;

use super::runtime::{Url, bare_object, is_array, own_keys};
use super::{read_start, to_object, units};
use crate::base_url::{BaseUrl, UrlParts};
use crate::configuration::{
    DEFAULT_ATTEMPT_TIMEOUT_MS, DEFAULT_BASE_URL, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT_MS, Scope,
    Setting, check_api_key, missing_api_key, options_are_no_object, two_bases, unreadable,
};
use crate::error::Failure;
use crate::headers::{check_header_value, parse_header_name, value_is_no_string};
use crate::name::NAME_LIMIT;
use crate::request::{AUTHORIZATION_SCHEME, HEADERS};
use crate::text::READ_LIMIT;

/// A failure and, if reading the caller's object threw, what it threw.
struct Refusal {
    failure: Failure,
    cause: Option<JsValue>,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            cause: None,
        }
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        let object = to_object(&refusal.failure);
        if let Some(cause) = refusal.cause {
            set(object.unchecked_ref(), "cause", &cause);
        }
        object
    }
}

/// Whose options [`configure`] reads: the core's `Scope` for JavaScript.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum OptionsOf {
    /// A client's.
    Client,
    /// A call's on a client.
    Request,
    /// The plain function's.
    Call,
}

/// Reads the options, each own property once, into settings that need no further check.
///
/// Of a request's options come only the settings that are given; otherwise all, with the defaults
/// and, through `environment`, the variables of the process.
///
/// # Errors
/// A `Failure` with the first option that cannot be used.
#[wasm_bindgen(unchecked_return_type = "CheckedOptions")]
pub fn configure(
    options: &JsValue,
    options_of: OptionsOf,
    environment: &Function,
) -> Result<JsValue, JsValue> {
    let scope = match options_of {
        OptionsOf::Client => Scope::Client,
        OptionsOf::Request => Scope::Request,
        OptionsOf::Call => Scope::Call,
    };
    let settings = bare_object();
    let mut given = Given::default();
    if !options.is_undefined() {
        given.read(options, scope, &settings)?;
    }
    if scope != Scope::Request {
        given.complete(&settings, environment)?;
    } else if let Some(headers) = given.headers {
        set(&settings, "headers", &headers);
    }
    Ok(settings.into())
}

/// The options that depend on each other.
#[derive(Default)]
struct Given {
    api_key: Option<JsString>,
    base_url: Option<JsValue>,
    deployment_url: Option<JsValue>,
    headers: Option<Object>,
}

impl Given {
    fn read(&mut self, options: &JsValue, scope: Scope, settings: &Object) -> Result<(), Refusal> {
        if !options.is_object() || catch("options", is_array(options))? {
            return Err(options_are_no_object().into());
        }
        for key in list_keys(options, "options")? {
            let setting = Setting::parse(&read_start(&key, NAME_LIMIT + 1), scope)?;
            let value = read_property(options, &key, setting.name())?;
            if !value.is_undefined() {
                self.take(setting, value, settings)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, setting: Setting, value: JsValue, settings: &Object) -> Result<(), Refusal> {
        match setting {
            Setting::ApiKey => {
                self.api_key = Some(value.dyn_into().map_err(|_| setting.wrong_type())?);
            }
            Setting::BaseUrl => self.base_url = Some(value),
            Setting::DeploymentUrl => self.deployment_url = Some(value),
            Setting::Headers => self.headers = Some(read_headers(&value)?),
            Setting::TimeoutMs | Setting::AttemptTimeoutMs | Setting::MaxRetries => {
                let number = value.as_f64().ok_or_else(|| setting.wrong_type())?;
                set(
                    settings,
                    setting.name(),
                    &setting.check_number(number)?.into(),
                );
            }
            Setting::Fetch | Setting::OnAttempt if !value.is_function() => {
                return Err(setting.wrong_type().into());
            }
            Setting::Signal if !is_abort_signal(&value) => return Err(setting.wrong_type().into()),
            Setting::Fetch | Setting::OnAttempt | Setting::Signal => {
                set(settings, setting.name(), &value);
            }
        }
        Ok(())
    }

    /// Adds the key, the base, the headers and the defaults.
    fn complete(mut self, settings: &Object, environment: &Function) -> Result<(), Refusal> {
        let mut base_hint = "";
        if self.api_key.is_none() {
            self.api_key = read_variable(environment, "ODEUS_API_KEY");
            if self.base_url.is_none() && self.deployment_url.is_none() {
                self.base_url = read_variable(environment, "ODEUS_BASE_URL").map(Into::into);
                base_hint = " (from ODEUS_BASE_URL)";
            }
        }
        let api_key = self.api_key.take().ok_or_else(missing_api_key)?;
        check_api_key(api_key.length() as usize, units(&api_key))?;
        let base = match (self.base_url, self.deployment_url) {
            (Some(_), Some(_)) => return Err(two_bases().into()),
            (None, Some(url)) => parse_base(Setting::DeploymentUrl, &url)?,
            (Some(url), None) => parse_base(Setting::BaseUrl, &url).map_err(|failure| Failure {
                message: failure.message + base_hint,
                ..failure
            })?,
            (None, None) => JsString::from(DEFAULT_BASE_URL),
        };
        set(
            settings,
            "headers",
            &request_headers(&api_key, self.headers.as_ref()),
        );
        set(settings, "apiKey", &api_key);
        set(settings, "base", &base);
        let defaults = [
            (Setting::TimeoutMs, DEFAULT_TIMEOUT_MS),
            (Setting::AttemptTimeoutMs, DEFAULT_ATTEMPT_TIMEOUT_MS),
            (Setting::MaxRetries, DEFAULT_MAX_RETRIES),
        ];
        for (setting, value) in defaults {
            if !Object::has_own(settings, &setting.name().into()) {
                set(settings, setting.name(), &value.into());
            }
        }
        Ok(())
    }
}

/// An environment variable; an empty one counts as not set.
fn read_variable(environment: &Function, name: &str) -> Option<JsString> {
    let value = environment.call1(&JsValue::UNDEFINED, &name.into()).ok()?;
    value
        .dyn_into::<JsString>()
        .ok()
        .filter(|text| text.length() > 0)
}

fn request_headers(api_key: &JsString, added: Option<&Object>) -> Object {
    let headers = bare_object();
    for (name, value) in HEADERS {
        set(&headers, name, &value.into());
    }
    if let Some(added) = added {
        let _ = Object::assign(&headers, added);
    }
    let authorization = JsString::from(AUTHORIZATION_SCHEME).concat(api_key);
    set(&headers, "authorization", &authorization);
    headers
}

fn read_headers(value: &JsValue) -> Result<Object, Refusal> {
    let option = Setting::Headers.name();
    let is_iterable = value.is_object()
        && !catch(option, Reflect::get(value, &Symbol::iterator()))?.is_undefined();
    if !value.is_object() || is_iterable {
        return Err(Setting::Headers.wrong_type().into());
    }
    let headers = bare_object();
    for key in list_keys(value, option)? {
        let header = read_property(value, &key, option)?;
        if header.is_undefined() {
            continue;
        }
        if key.length() as usize > READ_LIMIT {
            return Err(Setting::Headers.wrong_type().into());
        }
        let name = parse_header_name(&read_start(&key, READ_LIMIT))?;
        let text = header
            .dyn_ref::<JsString>()
            .ok_or_else(|| value_is_no_string(&name))?;
        check_header_value(&name, units(text))?;
        set(&headers, &name, &header);
    }
    Ok(headers)
}

fn parse_base(setting: Setting, value: &JsValue) -> Result<JsString, Failure> {
    let text = match value.dyn_ref::<JsString>() {
        Some(text) => text.clone(),
        None => read_href(value).ok_or_else(|| setting.wrong_type())?,
    };
    let parts = Url::parse(&text).map(|url| {
        let href = url.href();
        UrlParts {
            protocol: url.protocol(),
            host: url.host(),
            hostname: url.hostname(),
            pathname: url.pathname(),
            has_user_info: url.username().length() + url.password().length() > 0,
            has_query_or_fragment: href.includes("?", 0) || href.includes("#", 0),
        }
    });
    Ok(BaseUrl::parse(setting, parts)?.as_str().into())
}

/// The address of a `URL`, told by what it has: other realms and polyfills have their own class.
fn read_href(value: &JsValue) -> Option<JsString> {
    let read = |key: &str| Reflect::get(value, &key.into()).ok();
    let is_url = value.is_object() && read("origin")?.is_string();
    is_url.then(|| read("href")?.dyn_into().ok())?
}

/// Whether it behaves as an AbortSignal: polyfills and other realms have their own class.
fn is_abort_signal(value: &JsValue) -> bool {
    let read = |key: &str| Reflect::get(value, &key.into()).unwrap_or_default();
    value.is_object()
        && read("aborted").as_bool().is_some()
        && read("addEventListener").is_function()
        && read("removeEventListener").is_function()
}

fn list_keys(object: &JsValue, option: &str) -> Result<Vec<JsString>, Refusal> {
    let keys = catch(option, own_keys(object))?;
    Ok(keys.iter().map(JsCast::unchecked_into).collect())
}

fn read_property(object: &JsValue, key: &JsString, option: &str) -> Result<JsValue, Refusal> {
    catch(option, Reflect::get(object, key))
}

fn catch<T>(option: &str, result: Result<T, JsValue>) -> Result<T, Refusal> {
    result.map_err(|thrown| Refusal {
        failure: unreadable(option),
        cause: Some(thrown),
    })
}

/// Sets a property of an object of our own, which refuses none.
fn set(object: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}
