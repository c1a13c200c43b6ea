//! What a desktop does to a window: asks it to close, drops files on it. Told in X11 itself, since Xvfb has neither a window manager
//! nor a file window.

use std::{
    path::Path,
    time::{Duration, Instant},
};
use x11rb::{
    COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME, NONE,
    connection::Connection,
    protocol::{
        Event,
        xproto::{
            Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask,
            MapState, PropMode, SELECTION_NOTIFY_EVENT, SelectionNotifyEvent,
            SelectionRequestEvent, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

/// A connection to the screen, as a window manager or a file window has one.
pub(crate) struct Desktop {
    screen: RustConnection,
    root: Window,
}

impl Desktop {
    pub(crate) fn on(display: &str) -> Desktop {
        let (screen, number) = x11rb::connect(Some(display)).unwrap();
        let root = screen.setup().roots[number].root;
        Desktop { screen, root }
    }

    /// Returns the window with that title, if it can be seen.
    pub(crate) fn window(&self, title: &str) -> Option<Window> {
        let children = self.screen.query_tree(self.root).unwrap().reply().unwrap().children;
        children.into_iter().find(|window| {
            let (any, name) = (AtomEnum::ANY, AtomEnum::WM_NAME);
            let name = self.screen.get_property(false, *window, name, any, 0, 100).unwrap().reply();
            let is_shown = self.screen.get_window_attributes(*window).unwrap().reply();
            name.is_ok_and(|name| name.value == title.as_bytes())
                && is_shown.is_ok_and(|shown| shown.map_state == MapState::VIEWABLE)
        })
    }

    /// Asks the window to close, as its close button does.
    pub(crate) fn ask_to_close(&self, title: &str) {
        let window = self.window(title).expect("a window to close");
        self.tell(window, "WM_PROTOCOLS", [self.atom("WM_DELETE_WINDOW"), CURRENT_TIME, 0, 0, 0]);
    }

    /// Drags a file to the middle of the window and drops it there, by the protocol XDND in its version 5.
    pub(crate) fn drop_on(&self, title: &str, file: &Path) {
        let target = self.window(title).expect("a window to drop on");
        let source = self.screen.generate_id().unwrap();
        let (class, looks) = (WindowClass::INPUT_OUTPUT, CreateWindowAux::new());
        let (depth, visual) = (COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT);
        self.screen
            .create_window(depth, source, self.root, 0, 0, 1, 1, 0, class, visual, &looks)
            .unwrap();
        let selection = self.atom("XdndSelection");
        self.screen.set_selection_owner(source, selection, CURRENT_TIME).unwrap();

        let size = self.screen.get_geometry(target).unwrap().reply().unwrap();
        let place = u32::from(size.width / 2) << 16 | u32::from(size.height / 2);
        let (list, copy) = (self.atom("text/uri-list"), self.atom("XdndActionCopy"));
        self.tell(target, "XdndEnter", [source, 5 << 24, list, 0, 0]);
        let over = [source, 0, place, CURRENT_TIME, copy];
        self.tell(target, "XdndPosition", over);
        let uri = format!("file://{}\r\n", file.display().to_string().replace(' ', "%20"));
        let (status, finished) = (self.atom("XdndStatus"), self.atom("XdndFinished"));
        let mut dropped = false;
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            match self.screen.poll_for_event().unwrap() {
                Some(Event::SelectionRequest(asked)) => self.hand_over(&asked, list, &uri),
                Some(Event::ClientMessage(told)) if told.type_ == finished => return,
                Some(Event::ClientMessage(told)) if told.type_ == status && !dropped => {
                    // The window looks at what is held over it before it says that it takes it.
                    dropped = told.data.as_data32()[1] & 1 == 1;
                    let message = if dropped { "XdndDrop" } else { "XdndPosition" };
                    let words = if dropped { [source, 0, CURRENT_TIME, 0, 0] } else { over };
                    self.tell(target, message, words);
                }
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        panic!("the window does not take what is dropped on it (it said yes: {dropped})");
    }

    /// Gives what is dragged to the window that asks for it.
    fn hand_over(&self, asked: &SelectionRequestEvent, list: Atom, uri: &str) {
        let has_it = asked.target == list;
        if has_it {
            let (window, property) = (asked.requestor, asked.property);
            let replace = PropMode::REPLACE;
            self.screen.change_property8(replace, window, property, list, uri.as_bytes()).unwrap();
        }
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: asked.time,
            requestor: asked.requestor,
            selection: asked.selection,
            target: asked.target,
            property: if has_it { asked.property } else { NONE },
        };
        self.screen.send_event(false, asked.requestor, EventMask::NO_EVENT, answer).unwrap();
        self.screen.flush().unwrap();
    }

    fn atom(&self, name: &str) -> Atom {
        self.screen.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }

    fn tell(&self, window: Window, kind: &str, words: [u32; 5]) {
        let message = ClientMessageEvent::new(32, window, self.atom(kind), words);
        self.screen.send_event(false, window, EventMask::NO_EVENT, message).unwrap();
        self.screen.flush().unwrap();
    }
}
