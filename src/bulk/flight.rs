//! The requests under way.

/// A request under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// Whether it probes.
    pub is_probe: bool,
    /// How often a request had probed when this one began.
    pub episode: u32,
    /// The requests under way, with this one.
    pub in_flight: u32,
    /// The pace by which it was spaced.
    pub pace: Option<f64>,
}

/// The requests under way, by their numbers. A number is used again after its request ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flight {
    requests: Vec<Option<Request>>,
    count: u32,
}

impl Flight {
    /// How many requests are under way.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Adds a request. Returns its number.
    pub fn begin(&mut self, request: Request) -> u32 {
        self.count = self.count.saturating_add(1);
        let free = self.requests.iter().position(Option::is_none);
        let index = free.unwrap_or(self.requests.len());
        match self.requests.get_mut(index) {
            Some(place) => *place = Some(request),
            None => self.requests.push(Some(request)),
        }
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    /// Removes a request. `None` if no request has this number.
    pub fn end(&mut self, number: u32) -> Option<Request> {
        let index = usize::try_from(number).ok()?;
        let request = self.requests.get_mut(index)?.take()?;
        self.count = self.count.saturating_sub(1);
        Some(request)
    }
}
