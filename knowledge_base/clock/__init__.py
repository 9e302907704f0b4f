"""The clock: from one date a family knows to the days that follow from it. Rules as data, date arithmetic as pure functions."""
