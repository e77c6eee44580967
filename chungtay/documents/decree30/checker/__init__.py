"""The checker: what departs from Nghị định 30/2020/NĐ-CP in a .docx by anybody.

package (is it a sound .docx?) → reader (what does it look like in the end?) → locate (which line is what?) → rules (what departs?)
→ report.
correcting puts safe fixes into a copy. checking is the door: it runs all of this in a process with little memory and time.
"""
