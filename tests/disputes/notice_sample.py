"""A holiday notice for 2027, made up for the tests: the real one is not published yet."""

from disputes import calendars
from disputes.rules.notices import Notice, faults_of_rest, faults_of_work, read

NUMBER = "国办发明电〔2026〕99号"
REST = """元旦：2027-01-01~2027-01-03
春节：2027年2月5日至2月12日
清明节：2027-04-03~2027-04-05
劳动节：5月1日~5月5日
端午节：2027-06-09
中秋节：2027-09-15
国庆节：2027-10-01~2027-10-07"""
WORK = "2027-01-30、2027-02-20\n2027-05-08\n2027-09-26，2027-10-09"


def notice(rest=REST, work=WORK, number=NUMBER, year=2027):
    off, faults = read(rest, year)
    on, more = read(work, year)
    faults += [*more, *faults_of_rest(off, year, calendars.in_force()), *faults_of_work(on, off)]
    assert faults == []
    return Notice(year, number, tuple(t.day for t in off), tuple(t.day for t in on))
