//! Runs futures. It polls a future in the same callback that woke it.
//!
//! The executor of wasm-bindgen-futures polls all woken futures in one microtask, which runs in the
//! async context of the first future. A retry would then see the `AsyncLocalStorage` store of another
//! call.

use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The tasks that wait, each at its index, and the indexes that are free.
struct Tasks {
    waiting: Vec<Option<Task>>,
    free: Vec<usize>,
}

thread_local! {
    static TASKS: RefCell<Tasks> = const {
        RefCell::new(Tasks { waiting: Vec::new(), free: Vec::new() })
    };
}

/// Runs a future until it waits for the first time, and later each time that it is woken.
pub(super) fn spawn(future: impl Future<Output = ()> + 'static) {
    let index = TASKS.with_borrow_mut(|tasks| {
        tasks.free.pop().unwrap_or_else(|| {
            tasks.waiting.push(None);
            tasks.waiting.len() - 1
        })
    });
    poll(index, Box::pin(future));
}

fn poll(index: usize, mut task: Task) {
    let waker = Waker::from(Arc::new(Wakeup(index)));
    // `TASKS` is not borrowed here, because the task may spawn another one.
    let result = task.as_mut().poll(&mut Context::from_waker(&waker));
    TASKS.with_borrow_mut(|tasks| match result {
        Poll::Ready(()) => tasks.free.push(index),
        Poll::Pending => {
            if let Some(place) = tasks.waiting.get_mut(index) {
                *place = Some(task);
            }
        }
    });
}

/// Wakes the task with this index.
struct Wakeup(usize);

impl Wake for Wakeup {
    fn wake(self: Arc<Self>) {
        let task = TASKS.with_borrow_mut(|tasks| tasks.waiting.get_mut(self.0)?.take());
        if let Some(task) = task {
            poll(self.0, task);
        }
    }
}
