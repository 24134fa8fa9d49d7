module example.org/selvedge/conformance/re2

go 1.25
