//! Simulated APIs that limit their clients.

/// How an API names the wait after a refusal.
#[derive(Clone, Copy, Debug)]
pub enum Naming {
    /// `retry-after-ms`.
    Milliseconds,
    /// `retry-after`, in whole seconds.
    Seconds,
    /// Not at all.
    Nothing,
}

impl Naming {
    /// The named wait, in milliseconds.
    fn of(self, ms: f64) -> Option<f64> {
        match self {
            Self::Milliseconds => Some(ms.ceil()),
            Self::Seconds => Some((ms / 1_000.0).ceil() * 1_000.0),
            Self::Nothing => None,
        }
    }
}

/// What an API does with a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reply {
    /// It makes the update.
    Accept,
    /// It answers 429, and names this wait in milliseconds.
    Refuse(Option<f64>),
    /// It answers 503, and names no wait.
    Fail,
}

/// A simulated API.
pub trait Api {
    /// Decides about a request. `under_way` counts the accepted requests that are not answered yet.
    fn ask(&mut self, now: f64, under_way: u32) -> Reply;
}

/// A token bucket: so many requests a second flow in, and each request takes one.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    per_second: f64,
    size: f64,
    tokens: f64,
    at: f64,
    naming: Naming,
}

impl Bucket {
    /// A full bucket. It holds what flows in within so many seconds, and at least one token.
    pub fn new(per_second: f64, burst_seconds: f64, naming: Naming) -> Self {
        let size = (per_second * burst_seconds).max(1.0);
        Self {
            per_second,
            size,
            tokens: size,
            at: 0.0,
            naming,
        }
    }

    /// The shortest time in which an API with this bucket makes so many updates.
    pub fn ideal_ms(&self, updates: u32, latency_ms: f64) -> f64 {
        (f64::from(updates) - self.size) / self.per_second * 1_000.0 + latency_ms
    }
}

impl Api for Bucket {
    fn ask(&mut self, now: f64, _: u32) -> Reply {
        let inflow = (now - self.at) * self.per_second / 1_000.0;
        self.tokens = (self.tokens + inflow).min(self.size);
        self.at = now;
        if self.tokens < 1.0 {
            let wait_ms = (1.0 - self.tokens) / self.per_second * 1_000.0;
            return Reply::Refuse(self.naming.of(wait_ms));
        }
        self.tokens -= 1.0;
        Reply::Accept
    }
}

/// An API that another one replaces after so many updates.
pub struct Change<A> {
    pub first: A,
    pub updates: u32,
    pub second: A,
}

impl<A: Api> Api for Change<A> {
    fn ask(&mut self, now: f64, under_way: u32) -> Reply {
        if self.updates == 0 {
            return self.second.ask(now, under_way);
        }
        let reply = self.first.ask(now, under_way);
        if reply == Reply::Accept {
            self.updates -= 1;
        }
        reply
    }
}

/// A hundred requests in each minute of the clock.
pub struct Window {
    pub naming: Naming,
    pub minute: f64,
    pub used: u32,
}

impl Window {
    pub const REQUESTS: u32 = 100;
    pub const MS: f64 = 60_000.0;
}

impl Api for Window {
    fn ask(&mut self, now: f64, _: u32) -> Reply {
        let minute = (now / Self::MS).floor();
        if minute > self.minute {
            self.minute = minute;
            self.used = 0;
        }
        if self.used >= Self::REQUESTS {
            return Reply::Refuse(self.naming.of((minute + 1.0) * Self::MS - now));
        }
        self.used += 1;
        Reply::Accept
    }
}

/// An API that takes so many requests at once.
pub struct Crowd {
    pub most: u32,
    pub wait_ms: Option<f64>,
}

impl Api for Crowd {
    fn ask(&mut self, _: f64, under_way: u32) -> Reply {
        if under_way < self.most {
            Reply::Accept
        } else {
            Reply::Refuse(self.wait_ms)
        }
    }
}

/// An API that has no limit, and answers 503 from one time to another.
pub struct Outage {
    pub from: f64,
    pub until: f64,
    /// The requests that got a 503.
    pub failures: u32,
}

impl Api for Outage {
    fn ask(&mut self, now: f64, _: u32) -> Reply {
        if (self.from..self.until).contains(&now) {
            self.failures += 1;
            return Reply::Fail;
        }
        Reply::Accept
    }
}
