//! Paths of our own site, as they come back in `next` fields and Referer headers. Anything that could lead to another site
//! is none.

use axum::http::Uri;

/// The path when it is one of ours: it starts with a single `/`, and browsers cannot read a host into it.
pub fn local(next: &str) -> Option<&str> {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\");
    let plain = !next.contains(['\\', '\r', '\n', '\t']) && next.chars().all(|c| !c.is_control());
    (ours && plain).then_some(next)
}

/// Path and query of a whole address, which may only have come from a page of ours.
pub fn of_referer(referer: &str) -> Option<String> {
    let uri: Uri = referer.split('#').next()?.parse().ok()?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    local(path).map(str::to_owned)
}

/// The path with these query parameters taken away and that one added.
pub fn with_query(path: &str, without: &[&str], added: Option<(&str, &str)>) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| !without.contains(&name.as_ref()));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept);
    if let Some((name, value)) = added {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_to_another_site() {
        for wrong in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil",
            "javascript:alert(1)",
            "/a\\b",
            "/a\nb",
            "/\t/evil.example",
        ] {
            assert_eq!(local(wrong), None, "{wrong:?}");
        }
        assert_eq!(local("/cases/new?parked=1"), Some("/cases/new?parked=1"));
    }

    #[test]
    fn a_referer_is_reduced_to_its_path() {
        assert_eq!(of_referer("https://evil.example/cases?q=a#top").as_deref(), Some("/cases?q=a"));
        assert_eq!(of_referer("https://evil.example//other.example").as_deref(), None);
        assert_eq!(of_referer("http://localhost").as_deref(), Some("/"));
    }

    #[test]
    fn query_parameters_are_replaced_not_piled_up() {
        let path = with_query("/cases/C-1?parked=old&show=all", &["parked"], Some(("parked", "new")));
        assert_eq!(path, "/cases/C-1?show=all&parked=new");
        assert_eq!(with_query("/cases?parked=old", &["parked"], None), "/cases");
    }
}
