//! What stands around every page: the document, the header with its navigation, the footer.

pub mod page;
pub mod shell;

pub use page::Layout;
