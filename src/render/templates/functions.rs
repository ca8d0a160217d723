//! What templates can call beyond Tera's own functions and filters.
//!
//! * `t(key="minutes", n=5)`: a word that counts, in the page's language. Words that do not count are in `ui`.
//! * `n | number`: digits in groups, as the page's language writes them.
//! * `iso | date(format="%d/%m/%Y")`: a day or an instant in another form, as `strftime` has it.
//! * `url | absolute`: an address of the site with its host.
//! * `value | json`: as JSON that may stand in a `script` element of data.
//! * `url | host`: the host of an address, without `www.`.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, Value};

use super::Strings;
use crate::{base::Stamp, render::locale};

pub(super) fn register(tera: &mut Tera, strings: &Arc<Strings>) {
    let words = Arc::clone(strings);
    tera.register_function("t", move |args: Kwargs, state: &State| word(&words, &args, state));
    tera.register_filter("number", number);
    tera.register_filter("date", date);
    tera.register_filter("absolute", absolute);
    tera.register_filter("host", host);
    tera.register_filter("json", json);
}

fn word(strings: &Strings, args: &Kwargs, state: &State) -> Result<String, Error> {
    let key = args.must_get::<&str>("key")?;
    let n = args.get::<usize>("n")?;
    let language = member(state, "ui", "language");
    let language = language.as_ref().and_then(Value::as_str).unwrap_or("en");
    strings.word(language, key, n).ok_or_else(|| Error::message(format!("there is no word `{key}`")))
}

fn number(value: &Value, _: Kwargs, state: &State) -> Result<String, Error> {
    let Some(number) = value.as_i128() else { return Err(Error::message("`number` takes a whole number")) };
    let language = member(state, "page", "language");
    Ok(locale::number(number, language.as_ref().and_then(Value::as_str).unwrap_or("en")))
}

fn date(value: &str, args: Kwargs, _: &State) -> Result<String, Error> {
    let format = args.must_get::<&str>("format")?;
    let day = Stamp::parse(value).ok_or_else(|| Error::message(format!("`{value}` is not a day or an instant")))?.day();
    jiff::fmt::strtime::format(format, day)
        .map_err(|cause| Error::message(format!("`{format}` is no format ({cause})")))
}

fn absolute(value: &str, _: Kwargs, state: &State) -> Result<String, Error> {
    if value.contains("://") {
        return Ok(value.to_owned());
    }
    let base = member(state, "site", "base_url");
    let base = base.as_ref().and_then(Value::as_str).unwrap_or_default();
    let host_ends = base.find("://").map_or(0, |at| at + 3);
    let path = base.get(host_ends..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| host_ends + at);
    Ok(format!("{}{value}", base.get(..path).unwrap_or_default()))
}

fn host(value: &str, _: Kwargs, _: &State) -> String {
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

fn json(value: &Value, _: Kwargs, _: &State) -> Result<Value, Error> {
    let text =
        serde_json::to_string(value).map_err(|cause| Error::message(format!("no JSON can be made of it ({cause})")))?;
    Ok(Value::safe_string(&text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")))
}

fn member(state: &State, name: &str, field: &str) -> Option<Value> {
    let value: Value = state.get(name).ok()??;
    value.get_from_path(field).filter(|value| !value.is_none()).cloned()
}
