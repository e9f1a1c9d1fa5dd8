//! The only `<textarea>`: Leptos 0.8 does not escape its children when rendering on the server, so that typed text could
//! end the element and start a script. Its content goes in as escaped markup instead, the same on both sides.

use crate::ui::field::{Field, Flaws, described_by, flaw_of};
use leptos::prelude::*;

/// Text as the content of a `<textarea>`. A leading line break would be swallowed by the parser and is doubled.
fn as_content(text: &str) -> String {
    let escaped = html_escape::encode_text(text);
    if escaped.starts_with(['\n', '\r']) { format!("\n{escaped}") } else { escaped.into_owned() }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] flaws: Flaws,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
    #[prop(optional)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let id = if id.is_empty() { name.clone() } else { id };
    let flaw = flaw_of(flaws, &name);
    let describedby = described_by(&id, &hint, flaw);
    view! {
        <Field id=id.clone() label=label hint=hint optional=optional flaw=flaw>
            <textarea class="control" id=id name=name rows=rows aria-required=(!optional).then_some("true")
                aria-invalid=move || flaw.with(Option::is_some).then_some("true") aria-describedby=describedby
                on:input=move |event| if let Some(heard) = on_input { heard.run(event_target_value(&event)) }
                inner_html=as_content(&value)></textarea>
        </Field>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_end_the_textarea() {
        let typed = "</textarea><script>alert(1)</script>";
        assert_eq!(as_content(typed), "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    #[test]
    fn text_cannot_end_the_textarea_of_a_rendered_page() {
        let html = crate::ui::testing::rendered(|| {
            view! { <TextArea name="words" label="Words" value="</textarea><script>alert(1)</script>" /> }.into_any()
        });
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn a_leading_line_break_survives_the_parser() {
        assert_eq!(as_content("\nfirst"), "\n\nfirst");
        assert_eq!(as_content("\r\nfirst"), "\n\r\nfirst");
        assert_eq!(as_content("first\n"), "first\n");
    }
}
