from pathlib import Path

import pytest

from stemme.project.environment import SettingError, database_settings, read_environment

KEY = "k" * 40


def read(tmp_path: Path, **variables: str):
    return read_environment({"STEMME_DATA": str(tmp_path), **variables}, project=tmp_path)


def test_nothing_set_works_on_this_machine_alone(tmp_path):
    environment = read(tmp_path)
    assert environment.embedded
    assert not environment.secure
    assert environment.public_url == "http://127.0.0.1:8000"
    assert environment.secret_key == (tmp_path / "secret-key").read_text().strip()
    assert read(tmp_path).secret_key == environment.secret_key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STEMME_PUBLIC_URL", "stemme.example"),
        ("STEMME_PUBLIC_URL", "https://stemme.example/path"),
        ("STEMME_LINK_URL", "ftp://x"),
        ("STEMME_DATABASE_URL", "mysql://x/y"),
        ("STEMME_SMTP_URL", "mail.example:25"),
        ("STEMME_MAIL_INBOX", "Inbox <a@b.example>"),
        ("STEMME_MAIL_PROVIDER", "pigeon"),
        ("STEMME_MAIL_PROVIDER", "postmark"),
        ("STEMME_LINKS_DATABASE_URL", "sqlite:///x.db"),
        ("STEMME_DEMO", "maybe"),
        ("STEMME_SECRET_KEY", "short"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    with pytest.raises(SettingError, match=name):
        read(tmp_path, **{name: value})


def test_a_provider_needs_its_keys_and_keeps_them_to_https(tmp_path):
    mailjet = {"STEMME_MAIL_PROVIDER": "Mailjet", "STEMME_MAIL_PROVIDER_KEY": "k", "STEMME_MAIL_PROVIDER_SECRET": "s"}
    assert read(tmp_path, **mailjet).mail_provider.name == "mailjet"
    assert read(tmp_path, STEMME_MAIL_PROVIDER_KEY="k").mail_provider.name == ""
    for wrong in (
        {"STEMME_MAIL_PROVIDER_SECRET": ""},
        {"STEMME_MAIL_PROVIDER_URL": "http://mail.example"},
        {"STEMME_MAIL_WEBHOOK_SECRET": "no colon"},
    ):
        with pytest.raises(SettingError, match=next(iter(wrong))):
            read(tmp_path, **{**mailjet, **wrong})


def test_an_address_for_others_needs_https_and_an_own_key(tmp_path):
    public = {"STEMME_PUBLIC_URL": "https://stemme.example", "STEMME_LINK_URL": "https://ndl.example"}
    with pytest.raises(SettingError, match="STEMME_SECRET_KEY is missing"):
        read(tmp_path, **public)
    assert read(tmp_path, **public, STEMME_SECRET_KEY=KEY).secure
    with pytest.raises(SettingError, match="https://"):
        read(tmp_path, **{**public, "STEMME_LINK_URL": "http://ndl.example"}, STEMME_SECRET_KEY=KEY)
    with pytest.raises(SettingError, match="STEMME_DEBUG"):
        read(tmp_path, **public, STEMME_SECRET_KEY=KEY, STEMME_DEBUG="1")


def test_clicks_have_a_file_of_their_own_on_the_embedded_database(tmp_path):
    databases = database_settings(f"sqlite:///{tmp_path}/stemme.db", data=tmp_path)
    assert databases["clicks"]["NAME"] == str(tmp_path / "clicks.db")
    assert set(database_settings("postgresql://u:p@h/d", data=tmp_path)) == {"default"}
