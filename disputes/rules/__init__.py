"""The law's arithmetic: pure functions of dates and sums. No framework, no clock, no database.

Rule ids name their source: AL (Mediation and Arbitration Law), CR (Case Rules, Order 33), MR (Enterprise
Mediation Provisions), J1 / J2 (SPC Interpretations I and II), CPL (Civil Procedure Law), CC (Civil Code),
LCL / LCR (Labour Contract Law and its Regulation). Other instruments are cited by their short Chinese name.
"""
