"""A real Chromium through its driver, both Debian's: headless, its own empty profile, no network. For every test that looks
at what a page is and not at what was meant."""

import json
import shutil
import tempfile
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
         "--force-device-scale-factor=1", "--hide-scrollbars"]


def missing():
    """Why no browser can be had here, or None."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "python3-selenium is not installed"
    for path, package in ((CHROMIUM, "chromium"), (DRIVER, "chromium-driver")):
        if not Path(path).exists():
            return f"{package} is not installed"
    return None


class Browser:
    """One window: `with Browser() as page: page.open(file); page.run("return document.title")`."""

    def __init__(self, width=1400, height=1000, dark=False):
        self.width, self.height, self.dark = width, height, dark

    def __enter__(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service
        self.folder = tempfile.mkdtemp(prefix="annals browser ")
        options = Options()
        options.binary_location = CHROMIUM
        for flag in FLAGS + [f"--user-data-dir={self.folder}", f"--window-size={self.width},{self.height}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.driver.set_script_timeout(60)
        self.command("Emulation.setFocusEmulationEnabled", enabled=True)
        self.size(self.width, self.height)
        if self.dark:
            self.media({"prefers-color-scheme": "dark"})
        return self

    def __exit__(self, *ignored):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, name, **values):
        return self.driver.execute_cdp_cmd(name, values)

    def size(self, width, height):
        """The size of the view itself: a window has a least width, a view has none."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, features, kind=""):
        """Media features as the reader has set them, and the kind: "print", "screen" or "" for what it is."""
        self.command("Emulation.setEmulatedMedia", media=kind, features=[{"name": n, "value": v} for n, v in features.items()])

    def open(self, path, fragment="", ready="return document.documentElement.dataset.ready !== undefined"):
        """Opens a file, and waits until it says that it is ready. A page that is open already is left first."""
        self.driver.get("about:blank")
        self.requests()
        self.messages()
        self.driver.get(Path(path).resolve().as_uri() + fragment)
        if ready:
            try:
                self.wait(ready)
            except Exception as problem:
                raise AssertionError(f"the page did not get ready: {self.messages()}") from problem

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def later(self, script, *arguments):
        """A script that calls its last argument with what it has found."""
        return self.driver.execute_async_script(script, *arguments)

    def wait(self, condition, seconds=20):
        from selenium.webdriver.support.ui import WebDriverWait
        WebDriverWait(self.driver, seconds, 0.02).until(lambda driver: driver.execute_script(condition))

    def find(self, selector):
        from selenium.webdriver.common.by import By
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, *keys):
        """Keys to whatever has the focus; names as selenium has them: "TAB", "ENTER", "ESCAPE", "ARROW_DOWN"."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys
        for key in keys:
            ActionChains(self.driver).send_keys(getattr(Keys, key, key)).perform()

    def click(self, selector):
        """A click with the mouse at the middle of the element, as a person does it."""
        from selenium.webdriver.common.action_chains import ActionChains
        element = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})", element)
        ActionChains(self.driver).move_to_element(element).click().perform()

    def messages(self):
        """What the console said since the last call, warnings and errors."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """Addresses that were asked for since the last call, without those within the page itself."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                address = message["params"]["request"]["url"]
                if not address.startswith(("data:", "blob:", "about:")):
                    found.append(address)
        return found

    def processor_seconds(self):
        """Processor time that the page's thread has taken, whatever else the machine does. Call it once before the page is opened."""
        self.command("Performance.enable", timeDomain="threadTicks")
        values = {m["name"]: m["value"] for m in self.command("Performance.getMetrics")["metrics"]}
        return values.get("TaskDuration", 0.0)

    def picture(self, path):
        self.driver.save_screenshot(str(path))

    def whole_picture(self, path, limit=12000):
        """The page from top to bottom."""
        import base64
        width, height = self.run("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        shot = self.command("Page.captureScreenshot", captureBeyondViewport=True,
                            clip={"x": 0, "y": 0, "width": width, "height": min(height, limit), "scale": 1})
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, path, **values):
        import base64
        Path(path).write_bytes(base64.b64decode(self.command("Page.printToPDF", printBackground=True, **values)["data"]))
