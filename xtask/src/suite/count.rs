//! The number of tests that passed and failed, read from what cargo and Node print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and parts that did not start.
    pub failed: u64,
}

impl Count {
    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// From lines such as `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
    pub fn of_cargo(text: &str) -> Self {
        let mut count = Self::default();
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            let words: Vec<&str> = line.split([' ', ';']).collect();
            count = count
                .plus(Self { passed: before(&words, "passed"), failed: before(&words, "failed") });
        }
        count
    }

    /// From lines such as `ℹ pass 12`, which close a run.
    pub fn of_node(text: &str) -> Self {
        let after = |word: &str| {
            text.lines()
                .rev()
                .find_map(|line| line.strip_prefix("ℹ ")?.strip_prefix(word)?.trim().parse().ok())
                .unwrap_or(0)
        };
        let cancelled: u64 = after("cancelled ");
        Self { passed: after("pass "), failed: cancelled.saturating_add(after("fail ")) }
    }
}

fn before(words: &[&str], word: &str) -> u64 {
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, name] if *name == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn cargo_s_lines_add_up() {
        let text = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
                    test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured\n";
        assert_eq!(Count::of_cargo(text), Count { passed: 7, failed: 2 });
    }

    #[test]
    fn node_s_closing_lines_are_read_and_a_cancelled_test_has_not_passed() {
        let text = "✔ a (1ms)\nℹ tests 12\nℹ pass 9\nℹ fail 2\nℹ cancelled 1\nℹ skipped 0\n";
        assert_eq!(Count::of_node(text), Count { passed: 9, failed: 3 });
    }
}
