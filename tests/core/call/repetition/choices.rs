//! Walks through every sequence of choices.

/// The choices of one run. A run asks for one choice after the other.
#[derive(Debug, Default)]
pub struct Choices {
    /// What was chosen, and out of how many.
    path: Vec<(usize, usize)>,
    position: usize,
}

impl Choices {
    /// Chooses one of the options.
    pub fn choose<T: Copy>(&mut self, options: &[T]) -> T {
        if self.position == self.path.len() {
            self.path.push((0, options.len()));
        }
        let (chosen, count) = self.path[self.position];
        assert_eq!(count, options.len(), "a run depends on its choices only");
        self.position += 1;
        options[chosen]
    }

    /// Prepares the next sequence; `false` if there is none.
    pub fn next_sequence(&mut self) -> bool {
        self.path.truncate(self.position);
        self.position = 0;
        while let Some((chosen, count)) = self.path.pop() {
            if chosen + 1 < count {
                self.path.push((chosen + 1, count));
                return true;
            }
        }
        false
    }
}
