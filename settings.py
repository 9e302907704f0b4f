"""Every setting of Signpost, read from the environment, `.env` and the secrets file.

Only composition roots (`web.create_app`, `actions.services`, `cli`, `bootstrap`) read settings; everything else takes arguments.
"""
from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
SECRETS_FILE_NAME = "secrets.env"


class Settings(BaseSettings):
    """One attribute a setting; the environment variable is its name in capitals. README.md's table lists them all."""

    model_config = SettingsConfigDict(extra="ignore", env_file_encoding="utf-8")

    var_dir: Path = Field(ROOT / "var", description="Folder for everything the program makes: database, index, encoder, models, secrets.")
    database_url: str = Field("", description="SQLAlchemy address of the database; empty means SQLite in VAR_DIR.")

    area_name: str = Field("Wiltshire", description="The area whose families this instance serves.")
    forum_name: str = Field("Wiltshire Parent Carer Council", description="The organisation whose officers reply.")
    forum_short_name: str = Field("WPCC", description="Its short name.")
    forum_phone: str = Field("01225 764647", description="Its phone number, shown where nothing else works.")
    public_url: str = Field("", description="Address families use, for links in mail; empty means http://WEB_HOST:WEB_PORT.")

    web_host: str = Field("127.0.0.1", description="Address the website listens on.")
    web_port: int = Field(8000, ge=1, le=65535, description="Port of the website.")
    web_workers: int = Field(1, ge=1, description="Web worker processes.")
    web_threads: int = Field(8, ge=1, description="Threads in each web worker.")
    trusted_proxies: int = Field(0, ge=0, description="Number of reverse proxies in front whose X-Forwarded-For is believed.")
    dialogue_port: int = Field(5005, ge=1, le=65535, description="Loopback port of the dialogue server (Rasa).")
    actions_port: int = Field(5055, ge=1, le=65535, description="Loopback port of the action server.")
    dialogue_timeout_seconds: float = Field(3.0, gt=0, description="How long the website waits for the dialogue before it answers itself.")

    secret_key: str = Field("", description="Signs sessions and forms. Made on first run.")
    contact_keys: str = Field("", description="Fernet keys for contact details, comma-separated; the first encrypts. Made on first run.")
    pin_key: str = Field("", description="Derives each enquiry's PIN. Made on first run.")

    smtp_host: str = Field("", description="Mail server; empty means mail waits in the outbox and the console says so.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Mail server's port.")
    smtp_security: str = Field("starttls", pattern="^(starttls|tls|none)$", description="starttls, tls or none.")
    smtp_username: str = Field("", description="Mail server's user name, if it asks for one.")
    smtp_password: str = Field("", description="Mail server's password.")
    mail_from: str = Field("signpost@localhost", description="Sender of all mail.")
    officer_mailbox: str = Field("", description="Where officers are told of new enquiries; empty means nobody is mailed.")
    outbox_seconds: float = Field(5.0, gt=0, description="Seconds between two looks at the outbox.")

    promise_working_days: int = Field(5, ge=1, le=60, description="Working days within which a person replies.")
    promise_cutoff_hour: int = Field(17, ge=0, le=24, description="Local hour after which a question counts as asked on the next working day.")
    closed_days: str = Field("", description="Days the forum is closed beside weekends and bank holidays: 2026-12-24,2026-12-29..2026-12-31.")

    exit_url: str = Field("https://www.bbc.co.uk/weather", pattern="^https://", description="Where \"Leave this page\" goes: a page that gives nothing away.")

    conversation_days: int = Field(90, ge=1, description="A conversation's messages and answers are deleted so many days after its last message.")
    contact_days: int = Field(30, ge=1, description=(
        "Contact details are deleted so many days after an enquiry was closed, or replied to with nothing more since."))
    enquiry_days: int = Field(365, ge=1, description="An enquiry's question and replies are deleted so many days after the same moment.")
    purge_daily: bool = Field(True, description="The website deletes what is due once a day by itself; false leaves it to `cli purge`.")

    officer_session_hours: float = Field(8, gt=0, description="An officer is signed out after this many hours.")
    officer_idle_minutes: float = Field(30, gt=0, description="An officer is signed out after this many idle minutes.")
    setup_link_hours: float = Field(48, gt=0, description="How long an officer's invitation link works.")
    message_rate: str = Field("60 per minute", description="Messages allowed from one address.")
    enquiry_rate: str = Field("20 per hour", description="Hand-overs allowed from one address.")
    lookup_rate: str = Field("30 per minute", description="Look-ups by reference allowed from one address.")
    sign_in_rate: str = Field("10 per minute", description="Sign-in attempts allowed from one address.")
    pin_attempts: int = Field(5, ge=1, description="Wrong PINs before a reference is locked for a while.")
    pin_lock_minutes: float = Field(15, gt=0, description="How long a reference stays locked.")
    rate_limit_storage: str = Field("memory://", description="Where counts for rate limits live; redis://… for many workers.")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much is logged. Never message text or contact details.")

    @property
    def resolved_database_url(self) -> str:
        """DATABASE_URL, or the SQLite file in VAR_DIR."""
        return self.database_url or f"sqlite:///{self.var_dir / 'signpost.db'}"

    @property
    def resolved_public_url(self) -> str:
        """PUBLIC_URL without a trailing slash, or the address the website listens on."""
        return (self.public_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")

    @property
    def dialogue_url(self) -> str:
        """Address of Rasa's REST channel host."""
        return f"http://127.0.0.1:{self.dialogue_port}"

    @property
    def actions_url(self) -> str:
        """Address of the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def plain_encoder_dir(self) -> Path:
        """Folder of the encoder as it is packaged, which the dialogue understands messages with."""
        return self.var_dir / "encoder-plain"

    @property
    def encoder_dir(self) -> Path:
        """Folder of the exported ONNX encoder."""
        return self.var_dir / "encoder"

    @property
    def danger_encoder_dir(self) -> Path:
        """Folder of the encoder that the second look for danger reads with."""
        return self.var_dir / "encoder-danger"

    @property
    def index_dir(self) -> Path:
        """Folder that holds the built indexes and the pointer to the current one."""
        return self.var_dir / "index"


def load_settings() -> Settings:
    """Read the environment first, then `.env`, then the secrets file in VAR_DIR."""
    dotenv = ROOT / ".env"
    var_dir = Settings(_env_file=dotenv).var_dir
    return Settings(_env_file=(var_dir / SECRETS_FILE_NAME, dotenv))
