#!/usr/bin/env python3
"""Writes the man page of a program that uses swift-argument-parser, from what it says of itself.

usage: slotwise --experimental-dump-help | manual.py 0.1.0 2026-11-27 > slotwise.1
"""
import json, re, sys


def roff(text):
    """Text as roff prints it: no line of it is a request, no hyphen of it is broken or prettified."""
    plain = re.sub(r"^([.'])", r"\\&\1", text.replace("\\", r"\e").replace("-", r"\-"), flags=re.MULTILINE)
    return re.sub(r"[^\x00-\x7e]", lambda found: rf"\[u{ord(found[0]):04X}]", plain)


def prose(text):
    """Paragraphs; indented lines, which are examples, are kept as they are."""
    lines = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines.append(".PP")
        for line in paragraph.splitlines():
            if line.startswith("  "):
                lines += [".RS 4", ".nf", roff(line.strip()), ".fi", ".RE"]
            else:
                lines.append(roff(line))
    return re.sub(r"\.fi\n\.RE\n\.RS 4\n\.nf\n", "", "\n".join(lines)).split("\n")


def spelled(argument):
    """An argument as it is typed: names in bold, what stands for a value in italics."""
    value = rf"\fI{roff(argument.get('valueName', ''))}\fR"
    if argument["kind"] == "positional":
        return value
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    names = ", ".join(rf"\fB{roff(dashes[name['kind']] + name['name'])}\fR" for name in argument["names"])
    return f"{names} {value}" if argument["kind"] == "option" else names


def synopsis(words, command):
    """The line that says how a command is typed; options by one word, as there are many."""
    arguments = shown(command.get("arguments", []))
    parts = [rf"\fB{roff(' '.join(words))}\fR"]
    if any(argument["kind"] != "positional" for argument in arguments):
        parts.append(r"[\fIoptions\fR]")
    for argument in arguments:
        if argument["kind"] == "positional":
            part = spelled(argument) + (" ..." if argument["isRepeating"] else "")
            parts.append(f"[{part}]" if argument["isOptional"] else part)
    return " ".join(parts + ([r"\fIcommand\fR"] if shown(command.get("subcommands", [])) else []))


def shown(items):
    """What people are told of: nothing hidden, nor --help and --version, which every command has."""
    return [item for item in items if item.get("shouldDisplay", True) and item.get("commandName") != "help"
            and {"help", "version"}.isdisjoint(name["name"] for name in item.get("names", []))]


def command_lines(words, command):
    lines = [f".SS {roff(' '.join(words[1:]))}", synopsis(words, command), ".PP", roff(command.get("abstract", ""))]
    for argument in shown(command.get("arguments", [])):
        about = argument.get("abstract", "")
        if "defaultValue" in argument:
            about += f" Default: {argument['defaultValue']}."
        lines += [".TP", spelled(argument), roff(about.strip())]
    lines += prose(command.get("discussion", "")) if "discussion" in command else []
    for child in shown(command.get("subcommands", [])):
        lines += command_lines([*words, child["commandName"]], child)
    return lines


def page(program, version, date):
    name = program["commandName"]
    lines = [f'.TH {name.upper()} 1 {date} "{name} {version}" "User Commands"', ".nh", ".ad l", ".SH NAME",
             rf"{name} \- {roff(program['abstract'].rstrip('.'))}", ".SH SYNOPSIS", synopsis([name], program),
             ".SH DESCRIPTION", *prose(program.get("discussion", ""))[1:], ".SH COMMANDS"]
    for command in shown(program["subcommands"]):
        lines += command_lines([name, command["commandName"]], command)
    return "\n".join(lines)


print(page(json.load(sys.stdin)["command"], *sys.argv[1:3]))
