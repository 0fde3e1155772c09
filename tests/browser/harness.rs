//! A Chromium without a window, told what to do by way of `ChromeDriver`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};
use url::{ParseError, Url};

use crate::support::Directory;

/// A browser with an empty profile, gone when the test is over.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Client,
    driver: Child,
    files: Directory,
}

/// A command of `ChromeDriver`'s own.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
];

impl Browser {
    pub(crate) fn new() -> Self {
        let files = Directory::new("browser");
        let (driver, port) = driver();
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!(
            "--user-data-dir={}",
            files.0.join("profile").display()
        ));
        let capabilities = json!({
            "goog:chromeOptions": {"args": flags},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        });
        let capabilities: Map<String, Value> = capabilities.as_object().unwrap().clone();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&format!("http://127.0.0.1:{port}")),
        );
        let client =
            client.unwrap_or_else(|error| panic!("ChromeDriver and Chromium start: {error}"));
        Self {
            runtime,
            client,
            driver,
            files,
        }
    }

    /// Keeps a page as a file and opens it, with a fragment.
    pub(crate) fn open(&self, page: &str, fragment: &str) {
        let path = self.files.0.join("page.html");
        fs::write(&path, page).unwrap();
        let address = format!("file://{}{fragment}", path.display());
        // What differs in the fragment alone would not be loaded again.
        self.runtime
            .block_on(self.client.goto("about:blank"))
            .unwrap();
        self.runtime.block_on(self.client.goto(&address)).unwrap();
    }

    /// Runs a script, the body of an asynchronous function, and returns what it returns.
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async (...given) => {{ {script} }})(...arguments)
               .then((value) => done([value ?? null]), (error) => done(String(error.stack)));"
        );
        let answer = self
            .runtime
            .block_on(self.client.execute_async(&wrapped, arguments.to_vec()))
            .unwrap();
        let value = answer.as_array().and_then(|values| values.first());
        value.unwrap_or_else(|| panic!("{answer}")).clone()
    }

    /// The text of the first element that a selector finds.
    pub(crate) fn text(&self, selector: &str) -> String {
        let text = self.run(
            "return document.querySelector(given[0]).textContent",
            &[json!(selector)],
        );
        text.as_str().unwrap().to_owned()
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&self, expression: &str) {
        let script = format!(
            "for (let turn = 0; turn < 800; turn += 1) {{
               if ({expression}) return true;
               await new Promise((next) => setTimeout(next, 25));
             }}
             return false;"
        );
        assert_eq!(self.run(&script, &[]), json!(true), "until {expression}");
    }

    /// Presses keys, one after the other.
    pub(crate) fn press(&self, keys: &[&str]) {
        for key in keys {
            for kind in ["keyDown", "keyUp"] {
                let code = match *key {
                    "Tab" => 9,
                    "Enter" => 13,
                    "End" => 35,
                    "Home" => 36,
                    "ArrowLeft" => 37,
                    "ArrowRight" => 39,
                    _ => 0,
                };
                let text = if *key == "Enter" && kind == "keyDown" {
                    "\r"
                } else {
                    ""
                };
                self.developer(
                    "Input.dispatchKeyEvent",
                    &json!({"type": kind, "key": key, "code": key, "text": text,
                            "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}),
                );
            }
        }
    }

    /// Sends a command of the browser's own protocol for developers.
    pub(crate) fn developer(&self, command: &str, parameters: &Value) -> Value {
        self.extension(
            "goog/cdp/execute",
            json!({"cmd": command, "params": parameters}),
        )
    }

    /// Sets how wide and high the window is, and whether it is dark.
    pub(crate) fn window(&self, width: u32, height: u32, dark: bool) {
        self.developer(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}),
        );
        let scheme = if dark { "dark" } else { "light" };
        self.developer(
            "Emulation.setEmulatedMedia",
            &json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        );
    }

    /// Everything that the page has written to the console.
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = self.extension("se/log", json!({"type": "browser"}));
        let messages = entries.as_array().unwrap().iter();
        messages.map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses of everything that a page on the disk has asked for, and its own.
    pub(crate) fn requests(&self) -> Vec<String> {
        let entries = self.extension("se/log", json!({"type": "performance"}));
        let mut requests = Vec::new();
        for entry in entries.as_array().unwrap() {
            let entry: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let message = &entry["message"];
            let parameters = &message["params"];
            // The browser loads pages of its own when it starts.
            let is_ours = parameters["documentURL"]
                .as_str()
                .is_some_and(|url| url.starts_with("file:"));
            if message["method"] == "Network.requestWillBeSent" && is_ours {
                requests.push(parameters["request"]["url"].as_str().unwrap().to_owned());
            }
        }
        requests
    }

    /// Keeps a picture of the window under `target/screenshots`.
    pub(crate) fn picture(&self, name: &str, whole: bool) {
        self.until("document.documentElement.clientWidth > 0");
        let picture = self.developer(
            "Page.captureScreenshot",
            &json!({"format": "png", "captureBeyondViewport": whole}),
        );
        keep(name, picture["data"].as_str().unwrap());
    }

    /// Keeps the page as it is printed under `target/screenshots`.
    pub(crate) fn print(&self, name: &str) -> Vec<u8> {
        let paper = self.developer(
            "Page.printToPDF",
            &json!({"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false}),
        );
        keep(name, paper["data"].as_str().unwrap())
    }

    fn extension(&self, path: &'static str, body: Value) -> Value {
        let command = Extension { path, body };
        self.runtime
            .block_on(self.client.issue_cmd(command))
            .unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session ends with the browser, the driver after it; a test that fails leaves neither.
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn keep(name: &str, data: &str) -> Vec<u8> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
    fs::create_dir_all(&directory).unwrap();
    let bytes = STANDARD.decode(data).unwrap();
    fs::write(directory.join(name), &bytes).unwrap();
    bytes
}

/// Starts `ChromeDriver` on a free port, which it tells.
fn driver() -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("chromedriver starts: {error}"));
    let mut told = BufReader::new(driver.stdout.take().unwrap());
    let mut port = None;
    let mut line = String::new();
    while port.is_none() && told.read_line(&mut line).unwrap() > 0 {
        let number = line.trim_end().rsplit_once("successfully on port ");
        port = number.and_then(|(_, number)| number.trim_end_matches('.').parse().ok());
        line.clear();
    }
    // Who writes to a pipe that nobody holds is ended.
    driver.stdout = Some(told.into_inner());
    (
        driver,
        port.unwrap_or_else(|| panic!("chromedriver tells its port")),
    )
}

/// The script of axe-core, from where `AXE_CORE` says.
pub(crate) fn axe() -> String {
    let path = std::env::var_os("AXE_CORE").map(PathBuf::from);
    let path = path.unwrap_or_else(|| panic!("AXE_CORE names the file axe.min.js"));
    fs::read_to_string(path).unwrap()
}
