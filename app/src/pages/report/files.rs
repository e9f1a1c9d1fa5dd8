//! Chosen files before they are sent: which of them the server would refuse. Their kind is sniffed by the server only.

use domain::case::report::{FILE_MOST_MIB, FILES_MOST};
use domain::refusal::{Flaw, FlawKind};

/// A file somebody chose, as the browser tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub name: String,
    pub size_bytes: u64,
}

impl Chosen {
    /// Why it would be refused, if so.
    pub fn flaw(&self) -> Option<FlawKind> {
        if self.size_bytes == 0 {
            Some(FlawKind::FileEmpty { name: self.name.clone() })
        } else if self.size_bytes > FILE_MOST_MIB * 1024 * 1024 {
            Some(FlawKind::FileTooLarge { name: self.name.clone(), most_mib: FILE_MOST_MIB })
        } else {
            None
        }
    }
}

/// What is wrong with the choice as a whole: too many together with those kept already, or a file that is refused.
pub fn flaws(chosen: &[Chosen], kept: usize) -> Vec<Flaw> {
    let many = (chosen.len() + kept > FILES_MOST).then_some(FlawKind::TooManyFiles { most: FILES_MOST });
    many.into_iter().chain(chosen.iter().filter_map(Chosen::flaw)).map(|kind| Flaw::of("files", kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(size_bytes: u64) -> Chosen {
        Chosen { name: "日志.txt".into(), size_bytes }
    }

    #[test]
    fn a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() {
        let limit = FILE_MOST_MIB * 1024 * 1024;
        assert_eq!(chosen(limit).flaw(), None);
        assert!(matches!(chosen(limit + 1).flaw(), Some(FlawKind::FileTooLarge { .. })));
        assert!(matches!(chosen(0).flaw(), Some(FlawKind::FileEmpty { .. })));
    }

    #[test]
    fn files_kept_from_an_earlier_attempt_count() {
        let few = vec![chosen(1); FILES_MOST - 2];
        assert_eq!(flaws(&few, 2), Vec::new());
        assert_eq!(flaws(&few, 3), vec![Flaw::of("files", FlawKind::TooManyFiles { most: FILES_MOST })]);
    }
}
